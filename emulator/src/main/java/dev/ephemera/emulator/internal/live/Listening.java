package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.model.SmallModel;
import dev.ephemera.emulator.internal.model.UserInput;
import dev.ephemera.emulator.internal.model.VoiceActivityDetector;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Takes the user's realtime input and tells when the user is active. Guarded by its session's lock. */
final class Listening {

    /** Learns of the user's activity. */
    interface Listener {

        /**
         * The user begins.
         *
         * @param background whether somebody speaks whom the model need not mind
         */
        void begins(boolean background);

        /**
         * The user has finished.
         *
         * @param input what belongs to the turn
         * @param background whether somebody spoke whom the model need not mind
         */
        void ends(UserInput input, boolean background);

        /** What the user said is written down, if it is at all. */
        default void transcribed() {}

        /** The user shows a picture and does nothing else. */
        default void sees() {}
    }

    /** Speech that is quieter, in dB of full scale, is meant for somebody else. */
    private static final double BACKGROUND = -35;

    private final RealtimeSettings settings;
    private final boolean proactive;
    private final boolean tellsActivity;
    private final Optional<Transcripts> transcripts;
    private final SessionTime time;
    private final Consumer<ObjectNode> out;
    private final SessionLimit limit;
    private final Listener listener;
    private final Hearing hearing;
    private UserInput said = UserInput.NOTHING;

    Listening(
            Setup setup,
            EmulatorOptions options,
            SessionTime time,
            Consumer<ObjectNode> out,
            SessionLimit limit,
            Listener listener) {
        this.settings = setup.realtime();
        this.proactive = setup.proactive(options);
        this.tellsActivity = !options.assumes(Assumption.NO_VOICE_ACTIVITY_EVENTS);
        this.transcripts = setup.transcripts("inputAudioTranscription", options);
        this.time = time;
        this.out = out;
        this.limit = limit;
        this.listener = listener;
        this.hearing = setup.hearing(options);
    }

    void accept(RealtimeInput input) throws RefusedException {
        if ((input.activityStart() || input.activityEnd()) && !settings.manual()) {
            throw new RefusedException(Close.EXPLICIT_ACTIVITY);
        }
        if (input.activityStart()) {
            hearing.begin();
            listener.begins(false);
        }
        for (RealtimeInput.Audio chunk : input.audio()) {
            limit.heard();
            hearing.hear(chunk).forEach(this::detected);
        }
        for (int i = 0; i < input.pictures(); i++) {
            said = said.withImage();
            limit.saw();
        }
        if (input.frames() > 0) {
            see(input.frames());
        }
        if (input.audioStreamEnd()) {
            hearing.flush().forEach(this::detected);
        }
        if (!input.text().isEmpty()) {
            text(input.text());
        }
        if (input.activityEnd()) {
            if (!hearing.active() || (said.isNothing() && !hearing.heardSomething())) {
                throw new RefusedException(Close.INVALID_ARGUMENT);
            }
            hearing.end(Duration.ZERO);
            ends(written(hearing.activityTurn()), false);
        }
    }

    private void detected(VoiceActivityDetector.Event event) {
        boolean background = proactive && event.level() < BACKGROUND;
        if (event.kind() == VoiceActivityDetector.Kind.SPEECH_START) {
            tell("ACTIVITY_START", event.offset());
            hearing.begin();
            listener.begins(background);
        } else {
            hearing.end(event.length());
            UserInput input = written(hearing.activityTurn());
            tell("ACTIVITY_END", event.offset());
            ends(input, background);
        }
    }

    private void tell(String type, Duration offset) {
        if (tellsActivity) {
            out.accept(ServerMessages.voiceActivity(type, offset));
        }
    }

    private UserInput written(UserInput input) {
        if (!input.audio().isZero()) {
            String words = SmallModel.seconds(input.audio()) + " of audio";
            transcripts.ifPresent(written -> out.accept(
                    ServerMessages.inputTranscription(written.of(words, Duration.ZERO, input.audio(), true))));
            listener.transcribed();
        }
        return input;
    }

    private void ends(UserInput input, boolean background) {
        UserInput all = said.plus(input);
        said = UserInput.NOTHING;
        listener.ends(all, background);
    }

    /** Text is a turn of its own, or belongs to the one that goes on. */
    private void text(String text) {
        said = said.withText(text);
        if (!hearing.active()) {
            listener.begins(false);
            ends(seen(), false);
        }
    }

    private void see(int frames) {
        limit.saw();
        if (hearing.see(frames, time.now()) && !hearing.active()) {
            listener.sees();
        }
    }

    /** Returns what was seen since the last turn, and begins another. */
    UserInput seen() {
        return hearing.textTurn();
    }

    /** How long the speech that goes on is so far. */
    Duration spoken() {
        return hearing.spoken();
    }

    /** Whether the user speaks. */
    boolean active() {
        return hearing.active();
    }
}
