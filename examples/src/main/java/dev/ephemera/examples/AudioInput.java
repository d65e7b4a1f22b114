package dev.ephemera.examples;

import dev.ephemera.live.LiveSession;
import dev.ephemera.live.audio.PcmFormat;
import dev.ephemera.live.audio.PcmFramer;
import dev.ephemera.live.audio.PcmResampler;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveClientRealtimeInput;
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
        framer.add(resampler.resample(pcm)).forEach(this::send);
    }

    /** The source is over, or pauses: the service need not wait for more. */
    void end() {
        framer.add(resampler.flush()).forEach(this::send);
        Bytes rest = framer.flush();
        if (rest.size() > 0) {
            send(rest);
        }
        send(LiveClientRealtimeInput.builder().audioStreamEnd(true).build());
    }

    private void send(Bytes frame) {
        send(LiveClientRealtimeInput.builder()
                .audio(PcmFormat.INPUT.blob(frame))
                .build());
    }

    private void send(LiveClientRealtimeInput input) {
        session.send(LiveClientMessage.builder().realtimeInput(input).build());
    }
}
