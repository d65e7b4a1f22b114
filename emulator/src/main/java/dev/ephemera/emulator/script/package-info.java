/**
 * Scripts: what the emulator expects of a client and what it answers, message by message, in Java or as YAML.
 *
 * <p>{@link dev.ephemera.emulator.script.Script} is the entry. A script is given to
 * {@link dev.ephemera.emulator.GeminiEmulator#script}; what a client sends that no expectation matches is reported by
 * {@link dev.ephemera.emulator.GeminiEmulator#unmatched()} with the expectation that came nearest.
 */
@NullMarked
package dev.ephemera.emulator.script;

import org.jspecify.annotations.NullMarked;
