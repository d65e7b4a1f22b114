package dev.ephemera.examples;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.audio.Pcm16;
import dev.ephemera.live.audio.PcmFormat;
import dev.ephemera.live.audio.PcmLevel;
import dev.ephemera.live.audio.WavReader;
import dev.ephemera.live.audio.WavWriter;
import dev.ephemera.types.AudioTranscriptionConfig;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.Modality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How do I ask with a recording, and keep the spoken answer? No sound card is needed. */
public final class SpeakFromWav {

    private SpeakFromWav() {}

    /**
     * Runs the example.
     *
     * @param args the WAV with the question, at any sample rate, and the WAV to write the answer to; without them, a hum of two seconds
     *     is the question, which is enough for the emulator
     * @throws IOException if there is no room for temporary files
     */
    public static void main(String[] args) throws IOException {
        Path question = args.length > 0 ? Path.of(args[0]) : hum(Files.createTempFile("question", ".wav"));
        Path answer = args.length > 1 ? Path.of(args[1]) : Files.createTempFile("answer", ".wav");
        try (Service service = Service.fromEnvironment();
                LiveSession session = service.backend()
                        .live()
                        .connect(
                                Service.model(),
                                config -> config.addResponseModalities(Modality.AUDIO)
                                        .outputAudioTranscription(AudioTranscriptionConfig.builder()
                                                .build()))) {
            ask(session, question);
            listen(session, answer);
        }
    }

    private static void ask(LiveSession session, Path question) {
        double peak = Double.NEGATIVE_INFINITY;
        try (WavReader wav = WavReader.open(question)) {
            AudioInput input = new AudioInput(session, wav.format());
            for (Bytes chunk = wav.read(4_096); chunk.size() > 0; chunk = wav.read(4_096)) {
                peak = Math.max(peak, PcmLevel.of(chunk).peakDbfs());
                input.add(chunk);
            }
            input.end();
        }
        System.out.printf("Sent %s, with a peak of %.1f dBFS.%n", question, peak);
    }

    private static void listen(LiveSession session, Path answer) {
        try (WavWriter wav = WavWriter.create(answer, PcmFormat.OUTPUT)) {
            for (LiveEvent event : session.events()) {
                if (event instanceof LiveEvent.Audio audio) {
                    wav.write(audio.pcm());
                } else if (event instanceof LiveEvent.OutputTranscription transcription) {
                    System.out.print(transcription.text());
                } else if (event instanceof LiveEvent.TurnComplete) {
                    System.out.println();
                    System.out.println("Wrote " + wav.duration().toMillis() + " ms to " + answer + ".");
                    return;
                }
            }
            throw new IllegalStateException("The session ended before the answer did: " + session.end());
        }
    }

    private static Path hum(Path file) {
        file.toFile().deleteOnExit();
        short[] hum = new short[2 * 44_100];
        for (int i = 0; i < hum.length; i++) {
            hum[i] = (short) (10_000 * Math.sin(2 * Math.PI * 150 * i / 44_100));
        }
        try (WavWriter wav = WavWriter.create(file, new PcmFormat(44_100))) {
            wav.write(Pcm16.bytes(hum));
        }
        return file;
    }
}
