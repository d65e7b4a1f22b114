package dev.ephemera.examples;

import dev.ephemera.live.LiveSession;
import dev.ephemera.live.audio.PcmFormat;
import dev.ephemera.live.audio.PcmFramer;
import dev.ephemera.live.audio.PcmResampler;
import dev.ephemera.types.Bytes;
import java.time.Duration;

/** What the user says, on its way into a session: at 16 kHz, in frames of 20 ms. For one thread. */
final class AudioInput {

    private final LiveSession session;
    private final PcmResampler resampler;
    private final PcmFramer framer = PcmFramer.of(PcmFormat.INPUT, Duration.ofMillis(20));

    AudioInput(LiveSession session, PcmFormat source) {
        this.session = session;
        this.resampler = PcmResampler.between(source, PcmFormat.INPUT);
    }

    /** Takes the next chunk, of any length. */
    void add(Bytes pcm) {
        framer.add(resampler.resample(pcm)).forEach(session::sendAudio);
    }

    /** The source is over, or pauses: the service need not wait for more. */
    void end() {
        framer.add(resampler.flush()).forEach(session::sendAudio);
        Bytes rest = framer.flush();
        if (rest.size() > 0) {
            session.sendAudio(rest);
        }
        session.sendAudioStreamEnd();
    }
}
