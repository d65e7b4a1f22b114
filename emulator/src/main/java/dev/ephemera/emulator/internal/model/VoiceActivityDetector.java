package dev.ephemera.emulator.internal.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Hears in a stream of audio where speech begins and ends, by its energy. Time is the audio's own: the same audio gives
 * the same events, however it is cut into chunks and whenever it comes. Not thread-safe.
 *
 * <p>The stream is looked at in frames of 20 ms. A frame is speech if its level reaches the threshold; speech begins when
 * enough of it has come without a gap, and ends when enough silence has.
 */
public final class VoiceActivityDetector {

    /**
     * When speech begins and ends.
     *
     * @param startLevel the level from which a frame is speech before speech has begun, in dB of full scale
     * @param endLevel the same while speech goes on
     * @param prefixPadding how much speech begins an activity
     * @param silence how much silence ends it
     */
    public record Settings(double startLevel, double endLevel, Duration prefixPadding, Duration silence) {}

    /** What is heard. */
    public enum Kind {
        SPEECH_START,
        SPEECH_END
    }

    /**
     * Something that is heard.
     *
     * @param kind what
     * @param offset where in the stream: where the speech began, or where the silence did
     * @param length how long the speech is so far
     * @param level how loud it is so far, in dB of full scale
     */
    public record Event(Kind kind, Duration offset, Duration length, double level) {}

    private static final int FRAMES_PER_SECOND = 50;
    private static final Duration FRAME = Duration.ofSeconds(1).dividedBy(FRAMES_PER_SECOND);
    private static final double FULL_SCALE = 32_768;

    private final Settings settings;
    private final long framesToStart;
    private final long framesToEnd;

    // The frame that is being filled. Its fill counts samples times frames a second, and is full at the rate.
    private int rate = 1;
    private long fill;
    private double energy;
    private long samples;

    private long frames;
    private boolean speaking;
    private long firstOfSpeech;
    private long run;
    private double speechEnergy;
    private long speechFrames;
    private double runEnergy;

    public VoiceActivityDetector(Settings settings) {
        this.settings = settings;
        this.framesToStart = Math.max(1, frames(settings.prefixPadding()));
        this.framesToEnd = Math.max(1, frames(settings.silence()));
    }

    /** As many frames as last at least as long. */
    private static long frames(Duration duration) {
        return (duration.toMillis() + FRAME.toMillis() - 1) / FRAME.toMillis();
    }

    /**
     * Hears more of the stream.
     *
     * @param pcm 16 bits, little-endian, mono; whole samples
     * @param samplesPerSecond their rate, which may differ from that of the audio before
     * @return what begins and ends in it, in order
     */
    public List<Event> hear(byte[] pcm, int samplesPerSecond) {
        List<Event> events = new ArrayList<>();
        fill = fill * samplesPerSecond / rate;
        rate = samplesPerSecond;
        ByteBuffer buffer = ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.remaining() >= Short.BYTES) {
            double sample = buffer.getShort() / FULL_SCALE;
            energy += sample * sample;
            samples++;
            fill += FRAMES_PER_SECOND;
            while (fill >= rate) {
                fill -= rate;
                frame(samples == 0 ? 0 : energy / samples, events);
            }
        }
        return events;
    }

    private void frame(double power, List<Event> events) {
        energy = 0;
        samples = 0;
        frames++;
        boolean loud = decibels(power) >= (speaking ? settings.endLevel() : settings.startLevel());
        if (loud == speaking) {
            settle(power);
            return;
        }
        if (run == 0) {
            runEnergy = 0;
        }
        run++;
        runEnergy += power;
        if (!speaking && run >= framesToStart) {
            begin(events);
        } else if (speaking && run >= framesToEnd) {
            end(events);
        }
    }

    /** Goes on as before: what looked like the other thing was too short. */
    private void settle(double power) {
        if (speaking) {
            speechFrames += run + 1;
            speechEnergy += run == 0 ? power : runEnergy + power;
        }
        run = 0;
    }

    private void begin(List<Event> events) {
        speaking = true;
        firstOfSpeech = frames - run;
        speechFrames = run;
        speechEnergy = runEnergy;
        run = 0;
        events.add(event(Kind.SPEECH_START, firstOfSpeech));
    }

    private void end(List<Event> events) {
        speaking = false;
        long end = frames - run;
        run = 0;
        events.add(event(Kind.SPEECH_END, end));
    }

    private Event event(Kind kind, long frame) {
        return new Event(
                kind,
                FRAME.multipliedBy(frame),
                FRAME.multipliedBy(speechFrames),
                decibels(speechEnergy / speechFrames));
    }

    private static double decibels(double power) {
        return 10 * StrictMath.log10(power);
    }

    /**
     * Ends the stream: speech that goes on ends here.
     *
     * @return its end; nothing if nobody speaks
     */
    public List<Event> flush() {
        List<Event> events = new ArrayList<>();
        if (speaking) {
            end(events);
        }
        run = 0;
        return events;
    }

    public boolean speaking() {
        return speaking;
    }

    /** How long the speech that goes on is so far, as far as it is heard; zero while nobody speaks. */
    public Duration spoken() {
        return speaking ? FRAME.multipliedBy(speechFrames) : Duration.ZERO;
    }
}
