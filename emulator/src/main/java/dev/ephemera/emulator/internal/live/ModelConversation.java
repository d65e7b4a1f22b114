package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.model.Answer;
import dev.ephemera.emulator.internal.model.SmallModel;
import dev.ephemera.emulator.internal.model.TokenCount;
import dev.ephemera.emulator.internal.model.UserInput;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The small model speaks with the client: who speaks when. Guarded by its session's lock. */
final class ModelConversation implements Conversation {

    private final Setup setup;
    private final EmulatorOptions options;
    private final SessionTime time;
    private final Consumer<ObjectNode> out;
    private final Function<Snapshot, String> save;
    private final Calls calls = new Calls();
    /** Results that the model has not spoken of yet. */
    private final List<JsonNode> results = new ArrayList<>();

    private Contents contents;
    private Guidance guidance;
    private TokenCount prompt = TokenCount.NONE;
    private TokenCount toolPrompt = TokenCount.NONE;
    private @Nullable Turn turn;
    private @Nullable UserInput beforeActivity;
    private boolean seeding;
    private boolean answerDue;

    /**
     * Makes a conversation.
     *
     * @param start what it goes on from
     * @param out takes what is sent
     * @param save makes a handle
     */
    ModelConversation(
            Setup setup,
            Snapshot start,
            EmulatorOptions options,
            SessionTime time,
            Consumer<ObjectNode> out,
            Function<Snapshot, String> save) {
        this.setup = setup;
        this.options = options;
        this.time = time;
        this.out = out;
        this.save = save;
        this.contents = new Contents(start.history(), UserInput.NOTHING);
        this.guidance = new Guidance(start.instruction(), setup.json().path("tools"));
        this.seeding = setup.seedsHistory();
    }

    @Override
    public void start() {
        announceHandle();
    }

    @Override
    public void stop() {
        if (turn != null) {
            turn.stop();
        }
    }

    @Override
    public void accept(ClientMessage message) throws RefusedException {
        switch (message.member()) {
            case "clientContent" -> clientContent(message.body());
            case "realtimeInput" -> realtimeInput(RealtimeInput.read(message.body()));
            case "toolResponse" -> toolResponse(message.body());
            case "contextUpdate" -> contextUpdate(message.body());
            default -> throw new RefusedException(Close.INVALID_ARGUMENT);
        }
    }

    private void clientContent(ObjectNode body) throws RefusedException {
        if (!seeding && options.assumes(Assumption.CLIENT_CONTENT_ONLY_SEEDS)) {
            throw new RefusedException(Close.INVALID_ARGUMENT);
        }
        interrupt();
        contents = contents.plus(body.path("turns"));
        if (!body.path("turnComplete").asBoolean(false)) {
            return;
        }
        if (seeding) {
            seeding = false;
            contents = contents.over();
        } else {
            answer();
        }
    }

    private void realtimeInput(RealtimeInput input) throws RefusedException {
        boolean manual = setup.manualActivity();
        if ((input.activityStart() || input.activityEnd()) && !manual) {
            throw new RefusedException(Close.EXPLICIT_ACTIVITY);
        }
        if (input.activityStart()) {
            bargeIn();
            beforeActivity = contents.pending();
        }
        contents = contents.plus(input.heard());
        if (input.activityEnd()) {
            if (beforeActivity == null || beforeActivity.equals(contents.pending())) {
                throw new RefusedException(Close.INVALID_ARGUMENT);
            }
            beforeActivity = null;
            answerWhenFree();
        } else if (beforeActivity == null && endsTurn(input, manual)) {
            bargeIn();
            answerWhenFree();
        }
    }

    /** Text is a turn of its own; audio is one when its stream ends. */
    private boolean endsTurn(RealtimeInput input, boolean manual) {
        return !input.heard().text().isEmpty()
                || (input.audioStreamEnd()
                        && !manual
                        && !contents.pending().audio().isZero());
    }

    private void bargeIn() {
        if (setup.activityInterrupts()) {
            interrupt();
        }
    }

    private void answerWhenFree() {
        if (turn == null) {
            answer();
        } else {
            answerDue = true;
        }
    }

    private void toolResponse(ObjectNode body) {
        for (JsonNode response : body.path("functionResponses")) {
            String id = response.path("id").asString("");
            if (calls.knows(id)) {
                boolean awaited = calls.answer(id, response.path("willContinue").asBoolean(false));
                toolResult(response, awaited);
            }
        }
    }

    private void toolResult(JsonNode response, boolean awaited) {
        TokenCount cost = TokenCount.text(response.path("response").toString());
        String scheduling = response.path("scheduling").asString("WHEN_IDLE");
        if (!awaited && scheduling.equals("SILENT")) {
            contents = contents.plusModel(response.path("response").toString());
            return;
        }
        toolPrompt = toolPrompt.plus(cost);
        results.add(response);
        if (awaited) {
            if (turn != null && !calls.waits()) {
                turn.say(report());
            }
            return;
        }
        if (scheduling.equals("INTERRUPT")) {
            List<JsonNode> kept = List.copyOf(results);
            interrupt();
            results.addAll(kept);
        }
        if (turn == null) {
            reportResults();
        }
    }

    private void contextUpdate(ObjectNode body) throws RefusedException {
        if (options.assumes(Assumption.CONTEXT_UPDATES_ARE_REFUSED)) {
            throw new RefusedException(Close.NOT_IMPLEMENTED);
        }
        guidance = guidance.updated(body);
    }

    private void answer() {
        UserInput input = contents.pending();
        if (setup.inputTranscription() && !input.audio().isZero()) {
            out.accept(ServerMessages.inputTranscription(SmallModel.seconds(input.audio()) + " of audio"));
        }
        Answer answer = SmallModel.answer(input, contents.history(), guidance.functions(), guidance.instruction());
        Turn begun = begin();
        if (answer.calls().isEmpty()) {
            begun.say(answer.words());
            return;
        }
        List<ObjectNode> made = calls.open(answer.calls());
        out.accept(ServerMessages.toolCall(made));
        if (!calls.waits()) {
            begun.say("I am looking into it.");
        }
    }

    private void reportResults() {
        begin().say(report());
    }

    private String report() {
        String words = SmallModel.report(results);
        results.clear();
        return words;
    }

    private Turn begin() {
        contents = contents.over();
        prompt = contents.history().tokens().plus(guidance.cost());
        if (setup.resumptionUpdates(options)) {
            out.accept(ServerMessages.notResumable());
        }
        boolean audio = setup.modalities(options).contains(Setup.AUDIO);
        Turn begun = new Turn(
                new Turn.Voice(audio, setup.outputTranscription(), options.modelPace()), time, out, this::over);
        turn = begun;
        return begun;
    }

    private void over() {
        end();
        if (!results.isEmpty()) {
            reportResults();
        } else if (answerDue) {
            answerDue = false;
            answer();
        }
    }

    private void interrupt() {
        if (turn == null) {
            return;
        }
        turn.stop();
        List<String> cancelled = calls.cancel();
        if (!cancelled.isEmpty()) {
            out.accept(ServerMessages.toolCallCancellation(cancelled));
        }
        results.clear();
        answerDue = false;
        out.accept(ServerMessages.interrupted());
        end();
    }

    private void end() {
        Turn ended = turn;
        if (ended == null) {
            return;
        }
        turn = null;
        contents = contents.plusModel(ended.said());
        out.accept(ServerMessages.turnComplete(prompt, ended.cost(), toolPrompt));
        toolPrompt = TokenCount.NONE;
        announceHandle();
    }

    private void announceHandle() {
        if (setup.resumptionUpdates(options)) {
            String handle = save.apply(new Snapshot(setup.model(), contents.history(), guidance.instruction()));
            out.accept(ServerMessages.resumable(handle));
        }
    }
}
