package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.live.ReconnectPolicy.WithoutHandle;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.audio.PcmFormat;
import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.CredentialsProvider;
import dev.ephemera.transport.RetryPolicy;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.Threads;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.FunctionCall;
import dev.ephemera.types.FunctionResponse;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveClientRealtimeInput;
import dev.ephemera.types.LiveConnectConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** One conversation under a plan of what goes wrong and what the user does, all of it from a seed; and what must hold behind it. */
final class ReconnectSchedule implements AutoCloseable {

    private enum Step {
        TEXT_BLOCKING,
        TEXT_ASYNC,
        TEXTS_ASYNC,
        AUDIO,
        CANCEL,
        AWAIT_ANSWER,
        CLOSE,
        CLOSE_ASYNC,
        CLOSE_CLIENT
    }

    private static final int MOST_ATTEMPTS = 5;
    private static final Duration DEADLINE = Duration.ofSeconds(41);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(8);
    private static final Set<Step> ENDS = EnumSet.of(Step.CLOSE, Step.CLOSE_ASYNC, Step.CLOSE_CLIENT);
    private static final Set<Step> TALK = EnumSet.complementOf(EnumSet.copyOf(ENDS));

    private final List<ForgetfulService.Plan> plans = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final WithoutHandle withoutHandle;
    private final boolean tokensTakeHistory;
    private final HurriedTime time = new HurriedTime(LONGEST_BACKOFF);
    private final ForgetfulService service;
    private final Vault vault = new Vault();
    private final HttpTransport transport;
    private final WebSocketLive live;

    private final Map<String, CompletableFuture<Void>> texts = new LinkedHashMap<>();
    private final List<CompletableFuture<Void>> others = new CopyOnWriteArrayList<>();
    private final List<String> cancelled = new ArrayList<>();
    private final List<LiveEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final List<ReconnectPolicy.Attempt> attempts = new CopyOnWriteArrayList<>();
    private final List<Duration> attempted = new CopyOnWriteArrayList<>();

    /** Supplies a token until it is refused, and then the next. */
    private static final class Vault implements CredentialsProvider {

        private final List<String> givenBack = new CopyOnWriteArrayList<>();

        @Override
        public Credentials credentials() {
            return Credentials.token("auth_tokens/" + givenBack.size());
        }

        @Override
        public void refused(Credentials credentials) {
            givenBack.add(credentials.secret());
        }
    }

    ReconnectSchedule(long seed, LeakCheck leaks) {
        Random random = new Random(seed);
        plans.add(ForgetfulService.Plan.of(random, true));
        for (int i = random.nextInt(8); i > 0; i--) {
            plans.add(ForgetfulService.Plan.of(random, false));
        }
        for (int i = 3 + random.nextInt(10); i > 0; i--) {
            Set<Step> some = random.nextInt(30) == 0 ? ENDS : TALK;
            steps.add(ForgetfulService.any(some.toArray(Step[]::new), random));
        }
        withoutHandle = ForgetfulService.any(WithoutHandle.values(), random);
        tokensTakeHistory = random.nextBoolean();
        service = new ForgetfulService(plans, time::advance);
        transport = leaks.open(
                TestLive.options(service.server()).credentials(vault).build(), time, new Random(seed)::nextDouble);
        live = new WebSocketLive(transport);
    }

    /** Plays it and checks; tells how often the session went on. */
    int play() {
        LiveSession session = live.connect(
                "m",
                LiveConnectConfig.builder().build(),
                SessionOptions.builder()
                        .pingInterval(Duration.ZERO)
                        .sendTimeout(Duration.ofHours(19))
                        .reconnect(ReconnectPolicy.always().toBuilder()
                                .withoutHandle(withoutHandle)
                                .retries(RetryPolicy.builder()
                                        .maxAttempts(MOST_ATTEMPTS)
                                        .build())
                                .tokensTakeHistory(tokensTakeHistory)
                                .deadline(DEADLINE)
                                .attempts(this::allow)
                                .build())
                        .build());
        CompletableFuture<Void> read = new CompletableFuture<>();
        Threads.daemons("schedule-reader").newThread(() -> read(session, read)).start();
        boolean closed = false;
        for (Step step : steps) {
            closed |= ENDS.contains(step);
            take(step, session);
        }
        if (!closed) {
            awaitAnswers(session);
            session.close();
        }
        SessionEnd end = LiveFace.settled(session.async().ended());
        LiveFace.settled(read);
        check(session, end);
        return count(LiveEvent.Reconnected.class);
    }

    private boolean allow(ReconnectPolicy.Attempt attempt) {
        attempted.add(time.now());
        attempts.add(attempt);
        return true;
    }

    private void read(LiveSession session, CompletableFuture<Void> read) {
        try {
            for (LiveEvent event : session.events()) {
                events.add(event);
                if (event instanceof LiveEvent.ToolCall called) {
                    called.functionCalls().forEach(call -> respond(session, call));
                }
            }
            read.complete(null);
        } catch (Throwable thrown) {
            read.completeExceptionally(thrown);
        }
    }

    private void respond(LiveSession session, FunctionCall call) {
        FunctionResponse.Builder response = FunctionResponse.builder().response(JsonObject.empty());
        call.id().ifPresent(response::id);
        call.name().ifPresent(response::name);
        others.add(session.async().send(ClientMessages.toolResponse(List.of(response.build()))));
    }

    private void take(Step step, LiveSession session) {
        switch (step) {
            case TEXT_BLOCKING -> {
                CompletableFuture<Void> sent = new CompletableFuture<>();
                String text = text(sent);
                Threads.daemons("schedule-sender")
                        .newThread(() -> sendBlocking(session, text, sent))
                        .start();
            }
            case TEXT_ASYNC -> sendAsync(session);
            case TEXTS_ASYNC -> {
                for (int i = 0; i < 5; i++) {
                    sendAsync(session);
                }
            }
            case AUDIO ->
                others.add(session.async().send(ClientMessages.audio(Bytes.copyOf(new byte[320]), PcmFormat.INPUT)));
            case CANCEL ->
                texts.forEach((text, sent) -> {
                    if (!sent.isDone() && sent.cancel(false)) {
                        cancelled.add(text);
                    }
                });
            case AWAIT_ANSWER -> awaitAnswers(session);
            case CLOSE -> session.close();
            case CLOSE_ASYNC -> {
                CompletableFuture<SessionEnd> unusedSinceAwaited =
                        session.async().close();
            }
            case CLOSE_CLIENT -> live.close();
        }
    }

    private String text(CompletableFuture<Void> sent) {
        String text = "t" + texts.size();
        texts.put(text, sent);
        return text;
    }

    private void sendAsync(LiveSession session) {
        String text = "t" + texts.size();
        texts.put(text, session.async().sendText(text));
    }

    private static void sendBlocking(LiveSession session, String text, CompletableFuture<Void> sent) {
        try {
            session.sendText(text);
            sent.complete(null);
        } catch (Throwable thrown) {
            sent.completeExceptionally(thrown);
        }
    }

    /** What was accepted is answered as long as the session goes on. */
    private void awaitAnswers(LiveSession session) {
        Await.until(
                "all that was sent is answered, or the session has ended",
                () -> session.end().isPresent() || unanswered().isEmpty());
    }

    private List<String> unanswered() {
        Map<String, Integer> answers = answers();
        return texts.entrySet().stream()
                .filter(sent -> !sent.getValue().isCompletedExceptionally())
                .map(Map.Entry::getKey)
                .filter(text -> !answers.containsKey(text))
                .toList();
    }

    /** Which texts were answered by a complete turn, and over which connection first. */
    private Map<String, Integer> answers() {
        Map<String, Integer> answers = new HashMap<>();
        String said = "";
        for (LiveEvent event : List.copyOf(events)) {
            if (event instanceof LiveEvent.Reconnecting) {
                said = "";
            } else if (event instanceof LiveEvent.Text text) {
                said += text.text();
            } else if (event instanceof LiveEvent.TurnComplete && !said.isEmpty()) {
                String[] answer = said.substring("re:".length()).split("@", -1);
                answers.putIfAbsent(answer[0], Integer.valueOf(answer[1]));
                said = "";
            }
        }
        return answers;
    }

    private int count(Class<? extends LiveEvent> kind) {
        return (int) events.stream().filter(kind::isInstance).count();
    }

    private void check(LiveSession session, SessionEnd end) {
        assertThat(session.end()).contains(end);
        assertThat(service.faults()).isEmpty();
        Stream.concat(texts.values().stream(), others.stream()).forEach(LiveFace::awaitDone);
        checkEvents(end);
        checkAttempts();
        checkTokens();
        checkTexts(end);
        live.close();
        transport.close();
        assertThat(live.sessions()).isZero();
        Await.until("no alarm is armed", () -> time.armed() == 0);
        Await.until("no connection is left", () -> LeakCheck.connections(transport) == 0 && service.open() == 0);
    }

    private void checkEvents(SessionEnd end) {
        boolean open = true;
        for (LiveEvent event : events) {
            if (event instanceof LiveEvent.Reconnecting || event instanceof LiveEvent.Reconnected) {
                assertThat(open).as("%s", events).isEqualTo(event instanceof LiveEvent.Reconnecting);
                open = !open;
            }
        }
        if (end.kind() == SessionEnd.Kind.RECONNECT_FAILED) {
            assertThat(open).isFalse();
        }
    }

    @SuppressWarnings("ReferenceEquality") // two interruptions may look alike
    private void checkAttempts() {
        int number = 0;
        Duration begun = Duration.ZERO;
        for (int i = 0; i < attempts.size(); i++) {
            ReconnectPolicy.Attempt attempt = attempts.get(i);
            if (attempt.number() == 1) {
                number = 0;
            }
            if (attempt.number() == 1 || attempt.why() != attempts.get(i - 1).why()) {
                begun = attempted.get(i); // of another interruption, over which attempts may count on
            }
            number++;
            assertThat(attempt.number()).isEqualTo(number).isLessThanOrEqualTo(MOST_ATTEMPTS);
            assertThat(attempt.delay()).isLessThanOrEqualTo(LONGEST_BACKOFF);
            assertThat(attempted.get(i).minus(begun)).isLessThanOrEqualTo(DEADLINE);
        }
        assertThat(service.connections()).isLessThanOrEqualTo(attempts.size() + 1);
    }

    /** Each token that was refused is given back once, but for one that nobody waited for any more. */
    private void checkTokens() {
        List<String> refused = service.refusedTokens();
        int waitedFor = Math.max(0, refused.size() - 1);
        Await.until("the tokens are given back", () -> vault.givenBack.size() >= waitedFor);
        List<String> givenBack = List.copyOf(vault.givenBack); // the last may come back just now
        assertThat(givenBack).hasSizeLessThanOrEqualTo(refused.size()).isEqualTo(refused.subList(0, givenBack.size()));
    }

    private void checkTexts(SessionEnd end) {
        Map<String, Integer> answers = answers();
        List<String> unsent = contents(end.unsent());
        List<String> leaving = contents(end.leaving());
        texts.forEach((text, sent) -> {
            List<Integer> over = service.deliveries().stream()
                    .filter(delivery -> delivery.text().equals(text))
                    .map(ForgetfulService.Delivery::connection)
                    .toList();
            Integer answered = answers.get(text);
            if (answered != null) {
                assertThat(over)
                        .as("%s, answered over connection %d, is not sent again", text, answered)
                        .allMatch(connection -> connection <= answered);
            }
            if (answered == null
                    && end.kind() == SessionEnd.Kind.RECONNECT_FAILED
                    && !sent.isCompletedExceptionally()) {
                assertThat(leaving)
                        .as("what was sent, and not answered before the end")
                        .contains(text);
            }
            if (unsent.contains(text)) {
                assertThat(over).as("%s is unsent", text).isEmpty();
            }
            if (sent.isCompletedExceptionally() && !cancelled.contains(text)) {
                LiveSendException.Reason reason = failure(sent).reason();
                boolean handedBack = unsent.contains(text) || leaving.contains(text);
                assertThat(handedBack || (reason == LiveSendException.Reason.SESSION_OVER && over.isEmpty()))
                        .as("%s failed by %s and is handed back, or was never accepted", text, reason)
                        .isTrue();
            }
        });
    }

    private static LiveSendException failure(CompletableFuture<Void> sent) {
        try {
            sent.join();
            throw new AssertionError("it has not failed");
        } catch (CompletionException e) {
            return (LiveSendException) e.getCause();
        }
    }

    private static List<String> contents(List<LiveClientMessage> messages) {
        return messages.stream()
                .flatMap(message -> message.realtimeInput().stream())
                .flatMap((LiveClientRealtimeInput input) -> input.text().stream())
                .toList();
    }

    @Override
    public String toString() {
        return plans + ", without a handle " + withoutHandle + ", the user: " + steps + "; connections: "
                + service.connections() + ", deliveries: " + service.deliveries() + ", events: " + events
                + ", texts: " + texts;
    }

    @Override
    public void close() throws Exception {
        live.close();
        transport.close();
        service.close();
        time.close();
    }
}
