/**
 * Raw audio as Live sessions take and give it: PCM, signed, 16 bits, little-endian, mono. Frames, sample rates, WAV and levels,
 * without a sound card and without {@code java.desktop}.
 */
@NullMarked
package dev.ephemera.live.audio;

import org.jspecify.annotations.NullMarked;
