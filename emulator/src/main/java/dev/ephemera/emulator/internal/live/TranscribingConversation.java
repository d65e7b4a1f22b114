package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.model.SmallModel;
import dev.ephemera.emulator.internal.model.UserInput;
import java.time.Duration;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model that writes down what it hears, and answers nothing: interim transcriptions while the user speaks, the final one
 * and {@code generationComplete} afterwards, and no turn. Guarded by its session's lock.
 */
final class TranscribingConversation implements Conversation, Listening.Listener {

    /** As often as it writes down what it has heard so far. */
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final EmulatorOptions options;
    private final Consumer<ObjectNode> out;
    private final Transcripts transcripts;
    private final SessionLimit limit;
    private final Listening listening;
    private Duration written = Duration.ZERO;

    TranscribingConversation(
            Setup setup,
            Snapshot start,
            EmulatorOptions options,
            SessionTime time,
            Consumer<ObjectNode> out,
            Consumer<Close> end) {
        this.options = options;
        this.out = out;
        this.transcripts = setup.transcripts("inputAudioTranscription", options).orElseThrow();
        this.limit = new SessionLimit(options, time, start.media(), setup.compresses(), end);
        this.listening = new Listening(setup, options, time, out, limit, this);
    }

    @Override
    public void start() {
        limit.start();
    }

    @Override
    public void stop() {
        limit.stop();
    }

    @Override
    public void accept(ClientMessage message) throws RefusedException {
        if (!message.member().equals("realtimeInput")) {
            throw new RefusedException(Close.INVALID_ARGUMENT);
        }
        RealtimeInput input = RealtimeInput.read(message.body()).within(options);
        if (!input.text().isEmpty() || input.frames() + input.pictures() > 0) {
            throw new RefusedException(Close.INVALID_ARGUMENT);
        }
        listening.accept(input);
        Duration spoken = listening.spoken();
        if (spoken.minus(written).compareTo(INTERVAL) >= 0) {
            written = spoken;
            out.accept(ServerMessages.interimInputTranscription(
                    transcripts.of(SmallModel.seconds(spoken) + " of audio", Duration.ZERO, spoken, false)));
        }
    }

    @Override
    public void begins(boolean background) {
        written = Duration.ZERO;
    }

    @Override
    public void transcribed() {
        out.accept(ServerMessages.generationComplete());
    }

    @Override
    public void ends(UserInput input, boolean background) {
        written = Duration.ZERO;
    }
}
