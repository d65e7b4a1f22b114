package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.LiveTools;
import dev.ephemera.live.Resumption;
import dev.ephemera.live.ResumptionStore;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.FunctionDeclaration;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.SessionResumptionConfig;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Conversations that go on in another session: of another client, with another credential, in another process. */
@Timeout(60)
final class ResumptionSessionTest {

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final LiveConnectConfig PLAIN = LiveConnectConfig.builder().build();
    private static final LiveConnectConfig RESUMABLE = LiveConnectConfig.builder()
            .sessionResumption(SessionResumptionConfig.builder().build())
            .build();

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    @TempDir
    private Path directory;

    private final EmulatorClock clock = EmulatorClock.virtual(START);
    private GeminiEmulator emulator =
            GeminiEmulator.start(EmulatorOptions.builder().clock(clock).build());

    @AfterEach
    void stop() {
        emulator.close();
    }

    /** The emulator's time, for a client. */
    private Clock clientClock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return clock.instant();
            }
        };
    }

    private WebSocketLive client(String credential) {
        return new WebSocketLive(leaks.open(ClientOptions.builder()
                .apiKey(credential)
                .clock(clientClock())
                .baseUrl(emulator.baseUrl())
                .build()));
    }

    private String token() throws IOException {
        HttpURLConnection mint = (HttpURLConnection)
                emulator.baseUrl().resolve("/v1alpha/auth_tokens").toURL().openConnection();
        mint.setRequestMethod("POST");
        mint.setRequestProperty("x-goog-api-key", emulator.apiKey());
        mint.setRequestProperty("Content-Type", "application/json");
        mint.setDoOutput(true);
        mint.getOutputStream().write("{}".getBytes(StandardCharsets.UTF_8));
        return Json.read(mint.getInputStream().readAllBytes(), JsonObject.class)
                .get("name")
                .orElseThrow()
                .asString();
    }

    private static String says(LiveSession session, String text) {
        session.sendText(text);
        return session.turn().text();
    }

    /** Talks, and returns from where that can be resumed, once the service has told. */
    private static Resumption talk(LiveSession session, String text) {
        Optional<Resumption> before = session.resumption();
        assertThat(says(session, text)).isEqualTo("You said: " + text);
        Await.until(
                "a new handle",
                () -> session.resumption().filter(Resumption::resumable).isPresent()
                        && !session.resumption().map(Resumption::handle).equals(before.map(Resumption::handle)));
        return session.resumption().orElseThrow();
    }

    @Test
    void conversation_resumedByAnotherClientWithAnotherToken_isRemembered() throws Exception {
        Resumption resumption;
        try (WebSocketLive one = client(token());
                LiveSession session = one.connect("m", RESUMABLE)) {
            resumption = talk(session, "Hello there");
            assertThat(session.async().resumption()).contains(resumption);
        }
        assertThat(resumption.model()).isEqualTo("models/m");
        assertThat(resumption.receivedAt()).isEqualTo(START);
        assertThat(resumption.endedAt()).isEmpty();

        try (WebSocketLive another = client(token());
                LiveSession session =
                        another.connect("m", PLAIN, SessionOptions.resume(Resumption.fromJson(resumption.toJson())))) {
            assertThat(says(session, "What did I say?")).isEqualTo("You said before: Hello there");
        }
    }

    @Test
    void conversation_resumedByAnotherProcess_isRememberedAndKept() throws Exception {
        emulator.close();
        emulator = GeminiEmulator.start(); // another process lives in real time
        ResumptionStore.Slot slot = ResumptionStore.file(directory).slot("alice");
        try (WebSocketLive live = new WebSocketLive(leaks.open(ClientOptions.builder()
                        .apiKey(emulator.apiKey())
                        .baseUrl(emulator.baseUrl())
                        .build()));
                LiveSession session = live.connect(
                        "m", PLAIN, SessionOptions.builder().keepIn(slot).build())) {
            talk(session, "Hello there");
        }
        Resumption kept = slot.load().orElseThrow();

        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ResumeChild.class.getName(),
                        emulator.baseUrl().toString(),
                        token(),
                        directory.toString(),
                        "alice")
                .redirectError(Redirect.INHERIT)
                .start();
        try {
            assertThat(child.waitFor(50, TimeUnit.SECONDS)).isTrue();
            assertThat(new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("You said before: Hello there" + System.lineSeparator());
        } finally {
            child.destroyForcibly();
        }
        assertThat(slot.load().orElseThrow().endedAt()).isPresent();
        assertThat(slot.load().orElseThrow().receivedAt()).isAfterOrEqualTo(kept.receivedAt());
    }

    @ParameterizedTest
    @EnumSource
    void resumption_ofAResumedSession_isTheOldOneUntilThereIsANewer_andEndsAnew(LiveFace face) throws Exception {
        Resumption old = Resumption.builder()
                .handle("secret-handle-of-the-test")
                .model("m")
                .receivedAt(START)
                .resumable(true)
                .endedAt(START)
                .build();
        Clock now = Clock.fixed(START.plusSeconds(60), ZoneOffset.UTC);
        BlockingQueue<String> setups = new LinkedBlockingQueue<>();
        try (RawServer server = TestLive.accepting((peer, frames) -> {
                    setups.add(frames.read());
                    frames.binary(TestLive.SETUP_COMPLETE);
                    TestLive.answerClose(peer, frames);
                });
                WebSocketLive live = new WebSocketLive(
                        leaks.open(TestLive.options(server).clock(now).build()))) {
            LiveFace.Talk session = face.connect(live, PLAIN, SessionOptions.resume(old));

            assertThat(TestLive.next(setups))
                    .isEqualTo("1:{\"setup\":{\"model\":\"models/m\","
                            + "\"sessionResumption\":{\"handle\":\"secret-handle-of-the-test\"}}}");
            assertThat(session.async().resumption())
                    .contains(old.toBuilder().endedAt(Optional.empty()).build());
            SessionEnd end = session.close();

            assertThat(end.resumption())
                    .contains(old.toBuilder().endedAt(now.instant()).build());
            assertThat(session.async().resumption()).isEqualTo(end.resumption());
            assertThat(end.handle()).contains("secret-handle-of-the-test");
            assertThat(end.resumable()).isTrue();
            assertThat(end.toString() + session.async() + SessionOptions.resume(old))
                    .doesNotContain("secret-handle");
        }
    }

    @Test
    void resumption_whileTheServiceCannotResume_isTheHandleOfBefore() throws Exception {
        try (RawServer server = TestLive.opening((peer, frames) -> {
                    frames.text("{\"sessionResumptionUpdate\":{\"newHandle\":\"h1\",\"resumable\":true}}");
                    frames.read();
                    frames.text("{\"sessionResumptionUpdate\":{}}");
                    TestLive.answerClose(peer, frames);
                });
                WebSocketLive live =
                        new WebSocketLive(leaks.open(TestLive.options(server).build()));
                LiveSession session = live.connect("m", RESUMABLE)) {
            Await.until("a handle", () -> session.resumption().isPresent());
            assertThat(session.resumption().orElseThrow().resumable()).isTrue();
            session.sendText("work");

            Await.until(
                    "none for now", () -> !session.resumption().orElseThrow().resumable());
            assertThat(session.resumption().orElseThrow().handle()).isEqualTo("h1");
        }
    }

    @Test
    void session_thatIsKept_savesItsNewestAndItsEnd() throws Exception {
        ResumptionStore.Slot slot =
                ResumptionStore.file(directory, clientClock()).slot("alice");
        SessionOptions options = SessionOptions.builder().keepIn(slot).build();
        try (WebSocketLive live = client(emulator.apiKey())) {
            try (LiveSession session = live.connect("m", PLAIN, options)) {
                Resumption newest = talk(session, "Hello there");
                Await.until("it is saved", () -> slot.load().equals(Optional.of(newest)));
                clock.advance(Duration.ofMinutes(1));
            }
            assertThat(slot.load().flatMap(Resumption::endedAt)).contains(START.plus(Duration.ofMinutes(1)));

            SessionOptions again = options.toBuilder().resume(slot.load()).build();
            try (LiveSession session = live.connect("m", PLAIN, again)) {
                assertThat(says(session, "What did I say?")).isEqualTo("You said before: Hello there");
            }
            clock.advance(Resumption.DOCUMENTED_LIFETIME);
            assertThat(slot.load()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void session_whoseStoreFails_goesOnAndEndsAllTheSame(LiveFace face) {
        ResumptionStore broken = new ResumptionStore() {
            @Override
            public void save(String key, Resumption resumption) {
                throw new StackOverflowError("a store of the user's");
            }

            @Override
            public Optional<Resumption> load(String key) {
                return Optional.empty();
            }

            @Override
            public void remove(String key) {}
        };
        BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
        try (WebSocketLive live = client(emulator.apiKey())) {
            LiveFace.Talk session = face.connect(
                    live,
                    PLAIN,
                    SessionOptions.builder().keepIn(broken.slot("alice")).build());
            Await.until("the store has failed", () -> !uncaught.isEmpty());
            session.sendText("Hello there");

            assertThat(session.close().kind()).isEqualTo(SessionEnd.Kind.CLOSED_HERE);
            assertThat(uncaught).allSatisfy(thrown -> assertThat(thrown).isInstanceOf(StackOverflowError.class));
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BLOCKING,false,1007,Invalid session handle,the resumption handle is wrong or too old; connect without it",
        "ASYNC,true,1008,BidiGenerateContent session not found,the session that should be resumed is gone; connect without the handle"
    })
    void conversation_thatTheServiceKnowsNoMore_isRefusedWithTheWayOut(
            LiveFace face, boolean gone, int code, String reason, String cause) {
        emulator.close();
        EmulatorOptions.Builder options = EmulatorOptions.builder().clock(clock);
        emulator = GeminiEmulator.start(
                (gone ? options.addAssumptions(Assumption.EXPIRED_HANDLES_HAVE_NO_SESSION) : options).build());
        ResumptionStore.Slot slot = ResumptionStore.inMemory(clientClock()).slot("alice");
        try (WebSocketLive live = client(emulator.apiKey())) {
            SessionEnd end;
            try (LiveSession session = live.connect("m", RESUMABLE)) {
                talk(session, "Hello there");
                session.close();
                end = session.end().orElseThrow();
            }
            Resumption old = end.resumption().orElseThrow();
            clock.advance(Resumption.DOCUMENTED_LIFETIME);
            assertThat(old.expired(clock.instant())).isTrue();

            assertThatThrownBy(() -> face.connect(
                            live,
                            PLAIN,
                            SessionOptions.builder().resume(old).keepIn(slot).build()))
                    .isInstanceOfSatisfying(LiveConnectException.class, refused -> {
                        assertThat(refused.closeCode()).hasValue(code);
                        assertThat(refused.reason()).isEqualTo(reason);
                        assertThat(refused.likelyCauses()).containsExactly(cause);
                        assertThat(TestLive.trace(refused)).doesNotContain(old.handle());
                    });
            assertThat(slot.load())
                    .as("nothing is kept of a session that never opened")
                    .isEmpty();
        }
    }

    /** The emulator keeps handles for a day here, as some of Google's documents say. */
    @Test
    void conversation_thatHasExpiredByTheDocuments_isTriedAllTheSame() {
        emulator.close();
        emulator = GeminiEmulator.start(EmulatorOptions.builder()
                .clock(clock)
                .resumptionLifetime(Duration.ofHours(24))
                .build());
        try (WebSocketLive live = client(emulator.apiKey())) {
            LiveSession ended = live.connect("m", RESUMABLE);
            talk(ended, "Hello there");
            ended.close();
            clock.advance(Duration.ofHours(23));

            try (LiveSession session = live.connect(
                    "m", PLAIN, SessionOptions.resume(ended.resumption().orElseThrow()))) {
                assertThat(says(session, "What did I say?")).isEqualTo("You said before: Hello there");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void model_thatIsAnotherOne_isRefusedBeforeAnythingIsSent(LiveFace face) {
        Resumption other = Resumption.builder()
                .handle("h")
                .model("models/other")
                .receivedAt(START)
                .resumable(true)
                .build();
        try (WebSocketLive live = client(emulator.apiKey())) {
            assertThatThrownBy(() -> face.connect(live, PLAIN, SessionOptions.resume(other)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("models/other");
        }
        assertThat(emulator.sessions()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void transparent_isRefusedBeforeAnythingIsSent_withTheReason(LiveFace face) {
        LiveConnectConfig transparent =
                Json.read("{\"sessionResumption\":{\"transparent\":true}}", LiveConnectConfig.class);
        try (WebSocketLive live = client(emulator.apiKey())) {
            assertThatThrownBy(() -> face.connect(live, transparent, SessionOptions.defaults()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "sessionResumption.transparent is refused: only Vertex AI resumes transparently");
        }
        assertThat(emulator.sessions()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void config_whateverTheOptionsAdd_staysTheCallers(LiveFace face) throws Exception {
        BlockingQueue<String> setups = new LinkedBlockingQueue<>();
        String json = "{\"temperature\":0.5,\"tools\":[{\"googleSearch\":{}}],\"sessionResumption\":{}}";
        LiveConnectConfig config = Json.read(json, LiveConnectConfig.class);
        SessionOptions adding = SessionOptions.builder()
                .tools(LiveTools.builder()
                        .function(FunctionDeclaration.builder().name("f").build(), call -> null)
                        .build())
                .resume(Resumption.builder()
                        .handle("h")
                        .model("m")
                        .receivedAt(START)
                        .resumable(true)
                        .build())
                .keepIn(ResumptionStore.inMemory().slot("alice"))
                .build();
        try (RawServer server = TestLive.accepting((peer, frames) -> {
                    setups.add(frames.read());
                    frames.binary(TestLive.SETUP_COMPLETE);
                    TestLive.answerClose(peer, frames);
                });
                WebSocketLive live =
                        new WebSocketLive(leaks.open(TestLive.options(server).build()))) {
            face.connect(live, config, SessionOptions.defaults()).close();
            face.connect(live, config, adding).close();
            face.connect(live, config, SessionOptions.defaults()).close();

            String alone = TestLive.next(setups);
            assertThat(TestLive.next(setups)).contains("\"name\":\"f\"", "\"handle\":\"h\"");
            assertThat(TestLive.next(setups)).isEqualTo(alone).doesNotContain("\"name\"", "\"handle\"");
            assertThat(config).isEqualTo(Json.read(json, LiveConnectConfig.class));
        }
    }
}
