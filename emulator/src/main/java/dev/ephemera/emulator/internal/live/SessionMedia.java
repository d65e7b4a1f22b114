package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.EmulatorOptions;
import java.time.Instant;
import java.util.Optional;

/**
 * Which media of the user have flowed in a session, over all its connections. Pure.
 *
 * @param began when the session began
 * @param audio whether the user has spoken
 * @param videoSince when the user began to show video
 */
record SessionMedia(Instant began, boolean audio, Optional<Instant> videoSince) {

    static SessionMedia none(Instant began) {
        return new SessionMedia(began, false, Optional.empty());
    }

    SessionMedia heard() {
        return audio ? this : new SessionMedia(began, true, videoSince);
    }

    SessionMedia saw(Instant now) {
        return videoSince.isPresent() ? this : new SessionMedia(began, audio, Optional.of(now));
    }

    /** When the session is too long; never, without media. */
    Optional<Instant> limit(EmulatorOptions options) {
        Optional<Instant> byAudio = audio ? Optional.of(began.plus(options.audioSessionLimit())) : Optional.empty();
        Optional<Instant> byVideo = videoSince.map(since -> since.plus(options.videoSessionLimit()));
        return byAudio.isPresent() && byVideo.isPresent() && byAudio.get().isBefore(byVideo.get())
                ? byAudio
                : byVideo.or(() -> byAudio);
    }
}
