/**
 * The messages of ephemeral auth tokens and Live sessions of the Gemini Developer API, as immutable values.
 *
 * <p>Most of them are generated from one OpenAPI description. Each is an interface with {@code builder()} and
 * {@code toBuilder()}: single fields are an {@link java.util.Optional}, lists and maps are empty when absent, and all are
 * immutable, so instances may be shared between threads. Any plain Jackson 2 (from 2.18.3) or Jackson 3 mapper reads and
 * writes them without a module; the only dependency is {@code jackson-annotations}.
 *
 * <p>What a newer service adds is kept: unknown fields in {@code unknownFields()}, unknown enum values in their
 * {@link dev.ephemera.types.OpenEnum}. Secrets do not show in {@code toString()}.
 */
@NullMarked
package dev.ephemera.types;

import org.jspecify.annotations.NullMarked;
