package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.internal.model.UserInput;
import dev.ephemera.emulator.internal.model.VoiceActivityDetector;
import dev.ephemera.emulator.internal.model.VoiceActivityDetector.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What the model hears and sees of the user in realtime, and what of it belongs to a turn. Guarded by its session's lock.
 */
final class Hearing {

    /** More frames than this are not looked at. */
    private static final Duration BETWEEN_FRAMES = Duration.ofSeconds(1);

    private final RealtimeSettings settings;
    private final boolean allAudio;
    private final boolean allVideo;
    private final VoiceActivityDetector detector;

    private byte[] oddByte = {};
    private Duration heard = Duration.ZERO;
    private Duration active = Duration.ZERO;
    private int frames;
    private int activeFrames;
    private boolean activity;
    private Instant nextFrame = Instant.MIN;

    Hearing(RealtimeSettings settings, String turnCoverage) {
        this.settings = settings;
        this.allAudio = turnCoverage.equals("TURN_INCLUDES_ALL_INPUT");
        this.allVideo = allAudio || turnCoverage.equals("TURN_INCLUDES_AUDIO_ACTIVITY_AND_ALL_VIDEO");
        this.detector = new VoiceActivityDetector(settings.detection());
    }

    /**
     * Hears audio.
     *
     * @return what begins and ends in it; nothing where the client tells that
     */
    List<Event> hear(RealtimeInput.Audio audio) {
        byte[] pcm = whole(audio.pcm());
        Duration length = Duration.ofNanos(pcm.length / Short.BYTES * 1_000_000_000L / audio.rate());
        heard = heard.plus(length);
        if (settings.manual()) {
            active = activity ? active.plus(length) : active;
            return List.of();
        }
        return detector.hear(pcm, audio.rate());
    }

    /** Puts the byte in front that the last chunk had too many, and keeps the one that this has. */
    private byte[] whole(byte[] pcm) {
        if (oddByte.length == 0 && pcm.length % Short.BYTES == 0) {
            return pcm;
        }
        byte[] all = new byte[oddByte.length + pcm.length];
        System.arraycopy(oddByte, 0, all, 0, oddByte.length);
        System.arraycopy(pcm, 0, all, oddByte.length, pcm.length);
        int even = all.length - all.length % Short.BYTES;
        oddByte = Arrays.copyOfRange(all, even, all.length);
        return even == all.length ? all : Arrays.copyOf(all, even);
    }

    /**
     * Sees frames of video.
     *
     * @return whether any was looked at; of several in one second only the first is
     */
    boolean see(int number, Instant now) {
        if (number == 0 || now.isBefore(nextFrame)) {
            return false;
        }
        nextFrame = now.plus(BETWEEN_FRAMES);
        frames++;
        activeFrames += activity ? 1 : 0;
        return true;
    }

    /** Ends the stream of audio. */
    List<Event> flush() {
        oddByte = new byte[0];
        return settings.manual() ? List.of() : detector.flush();
    }

    /** The user begins to be active. */
    void begin() {
        activity = true;
    }

    /** The user ceases to be active, after so much speech. */
    void end(Duration speech) {
        activity = false;
        active = active.plus(speech);
    }

    boolean active() {
        return activity;
    }

    /** Returns what belongs to the turn that the user's activity was, and begins another. */
    UserInput activityTurn() {
        return turn(allVideo ? frames : activeFrames);
    }

    /** Returns what belongs to a turn of text, which has no beginning: all that was seen before, and begins another. */
    UserInput textTurn() {
        return turn(frames);
    }

    private UserInput turn(int seen) {
        UserInput input = UserInput.media(allAudio ? heard : active, seen);
        heard = Duration.ZERO;
        active = Duration.ZERO;
        frames = 0;
        activeFrames = 0;
        return input;
    }

    /** Whether anything was heard since activity began. */
    boolean heardSomething() {
        return !active.isZero() || activeFrames > 0;
    }

    /** How long the speech that goes on is so far. */
    Duration spoken() {
        return detector.spoken();
    }
}
