package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.internal.credential.Presented;

/**
 * What the upgrade request said.
 *
 * @param apiVersion the version in the URL
 * @param constrained whether the method for tokens was called
 * @param presented the credentials
 */
public record Handshake(String apiVersion, boolean constrained, Presented presented) {}
