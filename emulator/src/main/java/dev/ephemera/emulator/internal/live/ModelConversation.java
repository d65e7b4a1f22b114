package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.ModelGeneration;
import dev.ephemera.emulator.internal.model.Answer;
import dev.ephemera.emulator.internal.model.SmallModel;
import dev.ephemera.emulator.internal.model.TokenCount;
import dev.ephemera.emulator.internal.model.UserInput;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The small model speaks with the client: who speaks when. Guarded by its session's lock. */
final class ModelConversation implements Conversation, Listening.Listener {

    private final Setup setup;
    private final EmulatorOptions options;
    private final ModelGeneration generation;
    private final SessionTime time;
    private final Consumer<ObjectNode> out;
    private final ResumptionUpdates resumption;
    private final SessionLimit limit;
    private final Listening listening;
    private final Calls calls = new Calls();
    private final Results results = new Results();
    private final Costs costs;

    private Contents contents;
    private Guidance guidance;
    private @Nullable Turn turn;
    private boolean seeding;
    private boolean answerDue;

    /**
     * Makes a conversation.
     *
     * @param start what it goes on from
     * @param out takes what is sent
     * @param save makes a handle
     * @param end takes why the session ends
     */
    ModelConversation(
            Setup setup,
            Snapshot start,
            EmulatorOptions options,
            SessionTime time,
            Consumer<ObjectNode> out,
            Function<Snapshot, String> save,
            Consumer<Close> end) {
        this.setup = setup;
        this.options = options;
        this.generation = setup.generation(options);
        this.time = time;
        this.out = out;
        this.resumption = new ResumptionUpdates(setup, options, time, out, save, this::state);
        this.limit = new SessionLimit(options, time, start.media(), setup.compresses(), end);
        this.listening = new Listening(setup, options, time, out, limit, this);
        this.costs = new Costs(start.history().tokens());
        this.contents = new Contents(start.history(), UserInput.NOTHING, setup.tokensPerPicture());
        this.guidance = start.guidance();
        this.seeding = setup.seedsHistory();
    }

    private Snapshot state() {
        return new Snapshot(setup.model(), contents.history(), guidance, limit.media());
    }

    @Override
    public void start() {
        limit.start();
        resumption.resumable();
    }

    @Override
    public void stop() {
        if (turn != null) {
            turn.stop();
        }
        resumption.stop();
        limit.stop();
    }

    @Override
    public void accept(ClientMessage message) throws RefusedException {
        switch (message.member()) {
            case "clientContent" -> clientContent(message.body());
            case "realtimeInput" ->
                listening.accept(RealtimeInput.read(message.body()).within(options));
            case "toolResponse" -> toolResponse(message.body());
            case "contextUpdate" -> contextUpdate(message.body());
            default -> throw new RefusedException(Close.INVALID_ARGUMENT);
        }
    }

    private void clientContent(ObjectNode body) throws RefusedException {
        boolean onlySeeds =
                generation.clientContentOnlySeeds() || options.assumes(Assumption.CLIENT_CONTENT_ONLY_SEEDS);
        if (onlySeeds && !seeding) {
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

    @Override
    public void begins(boolean background) {
        if (!background && setup.realtime().interrupts()) {
            interrupt();
        }
    }

    @Override
    public void ends(UserInput input, boolean background) {
        contents = contents.plus(input);
        if (turn != null) {
            answerDue = !background || answerDue;
        } else if (background) {
            respond(Answer.SILENCE);
        } else {
            answer();
        }
    }

    @Override
    public void sees() {
        if (turn == null && setup.proactiveVideo(options)) {
            contents = contents.plus(listening.seen());
            answer();
        }
    }

    private void toolResponse(ObjectNode body) {
        for (JsonNode response : body.path("functionResponses")) {
            String id = response.path("id").asString("");
            if (calls.knows(id)) {
                toolResult(
                        response, calls.answer(id, response.path("willContinue").asBoolean(false)));
            }
        }
    }

    private void toolResult(JsonNode response, boolean awaited) {
        String scheduling = response.path("scheduling").asString("WHEN_IDLE");
        if (!awaited && scheduling.equals("SILENT")) {
            contents = contents.plusModel(response.path("response").toString());
            return;
        }
        costs.tool(TokenCount.text(response.path("response").toString()));
        results.add(response);
        if (awaited) {
            if (turn != null && !calls.waits()) {
                turn.say(setup.cut(results.report()), List.of());
            }
            return;
        }
        if (scheduling.equals("INTERRUPT") && !calls.waits()) {
            cutShort();
        }
        if (turn == null && !listening.active()) {
            reportResults();
        }
    }

    private void contextUpdate(ObjectNode body) throws RefusedException {
        if (options.assumes(Assumption.CONTEXT_UPDATES_ARE_REFUSED)) {
            throw new RefusedException(Close.NOT_IMPLEMENTED);
        }
        guidance = guidance.updated(body, generation);
    }

    private void answer() {
        answerDue = false;
        respond(SmallModel.answer(
                contents.pending(),
                contents.history(),
                guidance.tools(),
                guidance.instruction(),
                setup.proactive(options)));
    }

    private void respond(Answer answer) {
        UserInput input = contents.pending();
        if (answer.kind() == Answer.Kind.SILENT && options.assumes(Assumption.SILENCE_IS_NOT_SENT)) {
            contents = contents.over();
            if (results.any()) {
                reportResults();
            }
            return;
        }
        Turn begun = begin();
        switch (answer.kind()) {
            case SILENT, WAITS -> over(answer.kind() == Answer.Kind.WAITS);
            case CALLS -> {
                think(input);
                call(answer.calls(), begun);
            }
            case SPEAKS -> {
                think(input);
                if (!answer.shown().isEmpty()) {
                    out.accept(ServerMessages.parts(answer.shown()));
                }
                costs.tool(answer.toolTokens());
                begun.say(
                        setup.cut(answer.words()),
                        answer.sources().isEmpty() ? List.of() : List.of(ServerMessages.sources(answer.sources())));
            }
        }
    }

    private void think(UserInput input) {
        if (!setup.thinks()) {
            return;
        }
        String thought = SmallModel.think(input);
        costs.think(Math.min(TokenCount.text(thought).total(), setup.thinkingBudget()));
        if (setup.showsThoughts()) {
            out.accept(ServerMessages.thought(thought));
        }
    }

    private void call(List<JsonNode> declarations, Turn begun) {
        List<ObjectNode> made = calls.open(declarations, declaration -> setup.blocks(declaration, options));
        if (options.assumes(Assumption.CALLS_ARE_SHOWN_AS_CODE)) {
            out.accept(ServerMessages.callsAsCode(made));
        }
        out.accept(ServerMessages.toolCall(made));
        if (!calls.waits()) {
            begun.say("I am looking into it.", List.of());
        }
    }

    private void reportResults() {
        begin().say(setup.cut(results.report()), List.of());
    }

    private Turn begin() {
        contents = contents.over();
        if (setup.compresses() && contents.history().tokens().total() > setup.triggerTokens(options)) {
            contents = contents.shortened(setup.targetTokens(options));
        }
        costs.begin(contents.history().tokens().plus(guidance.cost()));
        resumption.notResumable();
        Turn begun = new Turn(setup.voice(options), time, out, () -> over(false));
        turn = begun;
        return begun;
    }

    private void over(boolean waiting) {
        end(waiting);
        if (results.any()) {
            reportResults();
        } else if (answerDue) {
            answer();
        }
    }

    /** The user takes the floor: what the model still had to do in this turn is dropped. */
    private void interrupt() {
        if (turn == null) {
            return;
        }
        List<String> cancelled = calls.cancel();
        if (!cancelled.isEmpty()) {
            out.accept(ServerMessages.toolCallCancellation(cancelled));
        }
        results.clear();
        answerDue = false;
        cutShort();
    }

    private void cutShort() {
        if (turn == null) {
            return;
        }
        turn.stop();
        out.accept(ServerMessages.interrupted());
        end(false);
    }

    private void end(boolean waiting) {
        Turn ended = turn;
        if (ended == null) {
            return;
        }
        turn = null;
        contents = contents.plusModel(ended.said());
        boolean told = options.assumes(Assumption.INTERACTION_STATUS_IS_SENT);
        String status = told ? (calls.any() ? "IN_PROGRESS" : "IDLE") : "";
        Usage usage = costs.end(ended.cost());
        out.accept(ServerMessages.turnComplete(usage, generation.usageNames(), waiting, status));
        resumption.resumable();
    }
}
