package dev.ephemera.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.IssuedToken;
import dev.ephemera.tokens.internal.HttpTokens;
import dev.ephemera.tokens.internal.SetupTemplate;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.AuthToken;
import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.LiveClientSetup;
import dev.ephemera.types.SessionResumptionConfig;
import dev.ephemera.types.samples.Seed;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * The plan, the wire and the server agree, for random configs and clients. {@code -Dephemera.locks.configs=10000} makes it long.
 */
final class AgreementTest {

    private static final int CONFIGS = Integer.getInteger("ephemera.locks.configs", 300);
    private static final int CLIENTS = 3;

    /** An emulator remembers its tokens and sessions, so now and then a new one begins. */
    private static final int CONFIGS_OF_ONE_EMULATOR = 500;

    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> one.isNumber() && other.isNumber()
            ? one.decimalValue().compareTo(other.decimalValue())
            : one.equals(other) ? 0 : 1;

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final Set<LockMode> modes = new HashSet<>();
    private int opened;
    private int refused;

    @Test
    void planWireAndServer_forAnyConfigAndClient_agree() throws Exception {
        for (int done = 0; done < CONFIGS; done += CONFIGS_OF_ONE_EMULATOR) {
            agree(done, Math.min(CONFIGS, done + CONFIGS_OF_ONE_EMULATOR));
        }

        assertThat(modes).containsExactlyInAnyOrder(LockMode.values());
        assertThat(opened).isGreaterThan(refused);
        assertThat(refused).isPositive();
    }

    private void agree(int from, int to) throws Exception {
        try (GeminiEmulator emulator = GeminiEmulator.start();
                HttpTransport transport = leaks.open(ClientOptions.builder()
                        .apiKey(emulator.apiKey())
                        .baseUrl(emulator.baseUrl().toString())
                        .build());
                TokenSocket earlier = TokenSocket.withKey(
                        emulator, "{\"model\":\"" + SampleSetups.MODELS.get(0) + "\",\"sessionResumption\":{}}")) {
            Tokens tokens = new HttpTokens(transport);
            String handle = handle(earlier);
            for (int i = from; i < to; i++) {
                SampleSetups samples = new SampleSetups(Seed.random("locks " + i), handle);
                CreateAuthTokenConfig config = samples.config(CLIENTS);
                String subject = "config " + i + " of " + Seed.option() + ": ";
                LockPlan plan = LockPlan.of(config);
                modes.add(plan.mode());
                AuthToken token = tokens.create(config);
                wire(
                        subject,
                        config,
                        plan,
                        emulator.tokens().get(emulator.tokens().size() - 1));
                for (int client = 0; client < CLIENTS; client++) {
                    server(subject, emulator, plan, token, handle, samples.client());
                }
            }
        }
    }

    private static String handle(TokenSocket session) throws InterruptedException {
        JsonNode message = SampleSetups.MAPPER.readTree(session.next());
        while (!message.path("sessionResumptionUpdate").has("newHandle")) {
            if (message.has("setupComplete")) {
                session.send("{\"clientContent\":{\"turns\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hello\"}]}],"
                        + "\"turnComplete\":true}}");
            }
            message = SampleSetups.MAPPER.readTree(session.next());
        }
        return message.path("sessionResumptionUpdate").path("newHandle").asString();
    }

    /** What arrived is what the plan says. */
    private static void wire(String subject, CreateAuthTokenConfig config, LockPlan plan, IssuedToken issued) {
        assertThat(issued.fieldMask()).as(subject + plan).isEqualTo(plan.lockedPaths());
        assertSame(
                subject,
                issued.setup().map(Json::write),
                SetupTemplate.of(config).map(Json::write));
        Set<String> named = new TreeSet<>();
        for (FieldLock field : plan.fields()) {
            String parent = field.path().split("\\.", 2)[0];
            boolean inMask = issued.fieldMask().contains(field.path())
                    || issued.fieldMask().contains(parent)
                    || (issued.setup().isPresent() && issued.fieldMask().isEmpty());
            assertThat(field.locked()).as(subject + field).isEqualTo(inMask);
            named.add(field.path());
        }
        assertThat(named).as(subject).containsAll(issued.fieldMask());
    }

    /** The session that the server opens is the one that was predicted. */
    private void server(
            String subject,
            GeminiEmulator emulator,
            LockPlan plan,
            AuthToken token,
            String handle,
            LiveClientSetup client)
            throws InterruptedException {
        LiveClientSetup predicted = plan.predict(client);
        try (TokenSocket socket = TokenSocket.withToken(emulator, token.name(), Json.write(client))) {
            String answer = socket.next();
            List<EmulatedSession> sessions = emulator.sessions();
            Optional<String> effective =
                    sessions.get(sessions.size() - 1).effectiveSetup().map(Json::write);
            if (refusable(predicted, handle)) {
                refused++;
                assertThat(answer).as(subject + predicted).startsWith("1007 ");
                assertThat(effective).as(subject).isEmpty();
            } else {
                opened++;
                assertThat(answer).as(subject + plan + predicted).contains("setupComplete");
                assertSame(subject, effective, Optional.of(Json.write(predicted)));
            }
        }
    }

    /** A session needs a model, and a resumed one that of the session it goes on with. */
    private static boolean refusable(LiveClientSetup setup, String handle) {
        boolean resumes = setup.sessionResumption()
                .flatMap(SessionResumptionConfig::handle)
                .filter(handle::equals)
                .isPresent();
        return setup.model().isEmpty() || (resumes && !setup.model().get().equals(SampleSetups.MODELS.get(0)));
    }

    private static void assertSame(String subject, Optional<String> actual, Optional<String> expected) {
        assertThat(actual.isPresent()).as(subject).isEqualTo(expected.isPresent());
        if (expected.isPresent()) {
            JsonNode one = SampleSetups.MAPPER.readTree(actual.get());
            JsonNode other = SampleSetups.MAPPER.readTree(expected.get());
            assertThat(one.equals(BY_VALUE, other))
                    .as(subject + "\n" + one + "\n" + other)
                    .isTrue();
        }
    }
}
