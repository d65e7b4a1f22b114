/**
 * Raw audio as Live sessions take and give it: PCM, signed, 16 bits, little-endian, mono. Frames, sample rates, WAV and levels,
 * without a sound card and without {@code java.desktop}.
 *
 * <p>The way in is usually {@link dev.ephemera.live.audio.WavReader} or a microphone, then
 * {@link dev.ephemera.live.audio.PcmResampler} to 16 kHz, then {@link dev.ephemera.live.audio.PcmFramer} for frames of 20 to 100 ms.
 */
@NullMarked
package dev.ephemera.live.audio;

import org.jspecify.annotations.NullMarked;
