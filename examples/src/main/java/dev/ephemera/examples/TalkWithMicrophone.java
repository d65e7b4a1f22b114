package dev.ephemera.examples;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.OutboundPolicy;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.audio.Pcm16;
import dev.ephemera.live.audio.PcmFormat;
import dev.ephemera.types.AudioTranscriptionConfig;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.Modality;
import java.util.Optional;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;

/**
 * How do I talk with the model, by microphone and speaker, and cut it short by speaking? Wear headphones, or the model hears itself and
 * interrupts itself.
 */
public final class TalkWithMicrophone {

    /** 16 kHz if the microphone has it, since nothing is to be done then; else what most have. */
    private static final AudioFormat[] MICROPHONES = {
        format(16_000, 1), format(48_000, 1), format(48_000, 2), format(44_100, 2)
    };

    /** Goes on over the ten-minute cut and over lost connections; nobody waits until his words have left, and old ones are dropped. */
    static final SessionOptions OPTIONS = SessionOptions.builder()
            .reconnect(ReconnectPolicy.always())
            .outboundPolicy(OutboundPolicy.DROP_OLDEST_AUDIO)
            .build();

    private final LiveSession session;
    private final TargetDataLine microphone;
    private final SourceDataLine loudspeaker;

    /** Takes lines that are open, and closes them in the end. */
    TalkWithMicrophone(LiveSession session, TargetDataLine microphone, SourceDataLine loudspeaker) {
        this.session = session;
        this.microphone = microphone;
        this.loudspeaker = loudspeaker;
    }

    /**
     * Runs the example until the session ends or the program is stopped.
     *
     * @param args not used
     * @throws LineUnavailableException if another program has the microphone or the speaker
     * @throws InterruptedException never, since nobody interrupts this thread
     */
    public static void main(String[] args) throws LineUnavailableException, InterruptedException {
        TargetDataLine microphone = openMicrophone();
        SourceDataLine loudspeaker = AudioSystem.getSourceDataLine(format(PcmFormat.OUTPUT.sampleRate(), 1));
        loudspeaker.open(loudspeaker.getFormat(), 4_800); // 100 ms
        try (Service service = Service.fromEnvironment();
                LiveSession session = service.backend()
                        .live()
                        .connect(
                                Service.model(),
                                config -> config.addResponseModalities(Modality.AUDIO)
                                        .outputAudioTranscription(AudioTranscriptionConfig.builder()
                                                .build()),
                                OPTIONS)) {
            System.out.println("Speak with " + service.name() + "; Ctrl+C ends.");
            System.out.println(new TalkWithMicrophone(session, microphone, loudspeaker).talk());
        }
    }

    /** Listens and plays until the session ends, whatever ends it. */
    Optional<SessionEnd> talk() throws InterruptedException {
        Thread listening = new Thread(this::listen, "microphone");
        listening.start();
        try (Speaker speaker = new Speaker(loudspeaker)) {
            for (LiveEvent event : session.events()) {
                if (event instanceof LiveEvent.Audio audio) {
                    speaker.play(audio.pcm());
                } else if (event instanceof LiveEvent.Interrupted) {
                    speaker.stopAtOnce();
                } else if (event instanceof LiveEvent.Reconnecting lost && lost.staleThrough() > 0) {
                    speaker.stopAtOnce(); // the turn that was cut does not go on
                } else if (event instanceof LiveEvent.OutputTranscription transcription) {
                    System.out.print(transcription.text());
                } else if (event instanceof LiveEvent.TurnComplete) {
                    System.out.println();
                }
            }
        } finally {
            microphone.close(); // which ends the reading
            listening.join();
        }
        return session.end();
    }

    private void listen() {
        AudioFormat format = microphone.getFormat();
        AudioInput input = new AudioInput(session, new PcmFormat((int) format.getSampleRate()));
        byte[] buffer = new byte[(int) format.getSampleRate() / 50 * format.getFrameSize()]; // 20 ms
        boolean heard = false;
        microphone.start();
        try {
            for (int read = microphone.read(buffer, 0, buffer.length); read > 0; ) {
                input.add(Pcm16.mono(Bytes.copyOf(buffer, 0, read), format.getChannels()));
                read = microphone.read(buffer, 0, buffer.length);
            }
            input.end();
            heard = true;
        } catch (LiveSendException e) {
            // the session ended, and its end tells why; audio that is dropped over a change of connection throws
            // nothing
        } finally {
            if (!heard) {
                session.close(); // nobody talks to the deaf; what was thrown besides goes to the thread's handler
            }
        }
    }

    private static TargetDataLine openMicrophone() throws LineUnavailableException {
        IllegalArgumentException none = new IllegalArgumentException("No microphone with 16 bits.");
        for (AudioFormat format : MICROPHONES) {
            try {
                TargetDataLine line = AudioSystem.getTargetDataLine(format);
                line.open(format);
                return line;
            } catch (IllegalArgumentException e) {
                none.addSuppressed(e);
            }
        }
        throw none;
    }

    private static AudioFormat format(int sampleRate, int channels) {
        return new AudioFormat(sampleRate, 16, channels, true, false);
    }
}
