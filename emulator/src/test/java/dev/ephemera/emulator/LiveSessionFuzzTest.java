package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.internal.credential.Presented;
import dev.ephemera.emulator.internal.credential.Query;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.json.MalformedJsonException;
import dev.ephemera.emulator.internal.live.Handshake;
import dev.ephemera.emulator.internal.live.LiveSession;
import dev.ephemera.emulator.internal.live.LiveSessions;
import dev.ephemera.emulator.internal.live.Peer;
import dev.ephemera.emulator.internal.observe.Listeners;
import dev.ephemera.emulator.internal.protojson.Dialect;
import dev.ephemera.emulator.internal.protojson.Normalised;
import dev.ephemera.emulator.internal.protojson.Normaliser;
import dev.ephemera.emulator.internal.script.Scripts;
import dev.ephemera.emulator.internal.token.FieldMask;
import dev.ephemera.emulator.internal.token.InvalidTokenException;
import dev.ephemera.emulator.internal.token.Token;
import dev.ephemera.emulator.internal.token.TokenStore;
import dev.ephemera.emulator.internal.token.TokenTerms;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sessions without sockets, in virtual time: whatever messages come, at whatever times, what goes out are messages of the
 * service, and the end is one close with a code and a reason of the service that holds no secret.
 */
final class LiveSessionFuzzTest {

    private static final String KEY = "the-only-good-key";
    private static final List<String> GOOD = List.of(
            "{\"setup\":{\"model\":\"models/m\"}}",
            "{\"setup\":{\"model\":\"models/m\",\"sessionResumption\":{},\"outputAudioTranscription\":{},"
                    + "\"generationConfig\":{\"responseModalities\":[\"AUDIO\"]}}}",
            "{\"setup\":{\"model\":\"models/m\",\"realtimeInputConfig\":{\"automaticActivityDetection\":{\"disabled\":true}},"
                    + "\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\"},{\"name\":\"g\",\"behavior\":\"NON_BLOCKING\"}]}]}}",
            "{\"clientContent\":{\"turns\":[{\"parts\":[{\"text\":\"call f and g\"}]}],\"turnComplete\":true}}",
            "{\"clientContent\":{\"turnComplete\":false}}",
            "{\"realtimeInput\":{\"text\":\"hello\"}}",
            "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm;rate=16000\",\"data\":\"AAAAAAAA\"}}}",
            "{\"realtimeInput\":{\"audioStreamEnd\":true}}",
            "{\"realtimeInput\":{\"activityStart\":{}}}",
            "{\"realtimeInput\":{\"activityEnd\":{}}}",
            "{\"toolResponse\":{\"functionResponses\":[{\"id\":\"function-call-1\",\"name\":\"f\",\"response\":{\"a\":1}}]}}",
            "{\"toolResponse\":{\"functionResponses\":[{\"id\":\"function-call-2\",\"scheduling\":\"INTERRUPT\","
                    + "\"willContinue\":true,\"response\":{}}]}}",
            "{\"contextUpdate\":{\"tools\":{\"tools\":[{\"functionDeclarations\":[{\"name\":\"hello\"}]}]}}}",
            "{}");

    private final EmulatorClock clock = EmulatorClock.virtual(Emulators.START);
    private final TokenStore tokens =
            new TokenStore(EmulatorOptions.builder().clock(clock).build());
    private final LiveSessions sessions = sessions(Assumption.RESUMPTION_UPDATES_COME_UNASKED);
    private final LiveSessions plain = sessions();

    private LiveSessions sessions(Assumption... assumptions) {
        EmulatorOptions options = EmulatorOptions.builder()
                .apiKey(KEY)
                .modelPace(Duration.ofMillis(30))
                .addAssumptions(assumptions)
                .build();
        return new LiveSessions(options, clock.timeline(), tokens, new Listeners("ephemera-emulator-0"), new Scripts());
    }

    /** Holds what goes out to what the service sends. */
    private static final class Witness implements Peer {

        private final String secret;
        private int sent;
        private @Nullable String end;

        Witness(String secret) {
            this.secret = secret;
        }

        @Override
        public void inject(Fault fault) {
            throw new AssertionError("nothing goes wrong here");
        }

        @Override
        public void send(byte[] payload, boolean text) {
            throw new AssertionError("only a script sends what is no message");
        }

        @Override
        public void send(String json, boolean text) {
            assertThat(end).as("nothing follows the close, such as " + json).isNull();
            assertThat(json).endsWith("\n").doesNotContain(secret);
            try {
                Normalised message = Normaliser.read("v1alpha", "LiveServerMessage", "", Json.parse(json));
                assertThat(message.violations()).as(json).isEmpty();
            } catch (MalformedJsonException malformed) {
                throw new AssertionError(json, malformed);
            }
            sent++;
        }

        @Override
        public void close(int code, String reason) {
            assertThat(end).as("the only close").isNull();
            assertThat(code).as(reason).isIn(1007, 1008, 1011);
            assertThat(reason)
                    .isNotBlank()
                    .isNotEqualTo("Internal error encountered.")
                    .doesNotContain(secret);
            byte[] utf8 = reason.getBytes(StandardCharsets.UTF_8);
            assertThat(utf8).hasSizeLessThanOrEqualTo(123);
            assertThat(new String(utf8, StandardCharsets.UTF_8)).isEqualTo(reason);
            end = code + " " + reason;
        }

        @Override
        public boolean isBusy() {
            return false;
        }

        @Override
        public void proceed() {}

        @Override
        public void cut() {
            throw new AssertionError("nobody asked for it");
        }
    }

    @Test
    void session_whateverComesAtWhateverTime_sendsMessagesOfTheServiceAndEndsOnce() {
        Trials.run("messages of sessions", 5_000, 800_000, random -> {
            String version = List.of("v1", "v1beta", "v1alpha").get(random.nextInt(3));
            boolean constrained = random.nextInt(3) == 0;
            String secret = constrained ? token(random).name() : KEY;
            String shown = random.nextInt(10) == 0 ? secret + "x" : secret;
            Presented presented = constrained
                    ? Presented.read(new Query("access_token=" + shown), null, null)
                    : Presented.read(new Query(null), shown, null);
            Witness witness = new Witness(secret);
            LiveSession session = (random.nextBoolean() ? sessions : plain)
                    .open(new Handshake(version, constrained, presented), witness);
            for (int i = 0; i < 8 && witness.end == null; i++) {
                session.received(message(random, i == 0 && random.nextInt(10) > 0), random.nextBoolean());
                if (random.nextInt(3) == 0) {
                    clock.advance(Duration.ofMillis(random.nextInt(500)));
                }
            }
            if (random.nextInt(4) == 0) {
                session.closed(new SessionEnd(1006, "", false));
            } else {
                session.received("{\"setup\":{}}".getBytes(StandardCharsets.UTF_8), false);
                assertThat(witness.end)
                        .as("a second setup, or a first without a model")
                        .isNotNull();
            }
            assertThat(session.end()).isPresent();
            if (random.nextInt(1000) == 0) {
                clock.advance(Duration.ofMinutes(10));
                serves();
            }
        });
        serves();
    }

    /** Has a session with the messages in these lines. */
    void talk(byte[] lines) {
        Witness witness = new Witness(KEY);
        LiveSession session =
                sessions.open(new Handshake("v1alpha", false, Presented.read(new Query(null), KEY, null)), witness);
        for (String line : new String(lines, StandardCharsets.ISO_8859_1).split("\n", 100)) {
            session.received(line.getBytes(StandardCharsets.ISO_8859_1), false);
            clock.advance(Duration.ofMillis(50));
        }
        session.closed(new SessionEnd(1006, "", false));
    }

    private static byte[] message(Random random, boolean setup) {
        String text = switch (random.nextInt(4)) {
            case 0 -> new RandomJson(random).message("LiveClientMessage", true);
            case 1 -> new RandomJson(random).message("LiveClientMessage", false);
            default -> GOOD.get(random.nextInt(setup ? 3 : GOOD.size()));
        };
        return random.nextInt(4) == 0 ? new Mutations(random).of(text) : text.getBytes(StandardCharsets.UTF_8);
    }

    private Token token(Random random) {
        ObjectNode setup = Normaliser.read(
                        "v1alpha", "LiveClientSetup", "", json(new RandomJson(random).message("LiveClientSetup", true)))
                .message();
        setup.put("model", "models/m");
        String mask = List.of("", "model", "tools,generationConfig.temperature", "sessionResumption.handle")
                .get(random.nextInt(4));
        try {
            return tokens.issue(new TokenTerms(
                    clock.instant().plusSeconds(random.nextInt(1000)),
                    clock.instant().plusSeconds(random.nextInt(3)),
                    random.nextInt(2),
                    Optional.of(setup).filter(present -> random.nextInt(3) > 0),
                    FieldMask.parse(mask, new Dialect("v1alpha", true, true), 9, true)));
        } catch (InvalidTokenException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.parse(text);
        } catch (MalformedJsonException impossible) {
            throw new AssertionError(text, impossible);
        }
    }

    private void serves() {
        Witness witness = new Witness(KEY);
        LiveSession session =
                plain.open(new Handshake("v1beta", false, Presented.read(new Query(null), KEY, null)), witness);
        session.received(GOOD.get(0).getBytes(StandardCharsets.UTF_8), false);
        session.received(GOOD.get(5).getBytes(StandardCharsets.UTF_8), false);
        clock.advance(Duration.ofSeconds(1));
        assertThat(witness.sent)
                .as("setupComplete, words, generationComplete, turnComplete")
                .isGreaterThan(3);
        assertThat(witness.end).isNull();
        session.closed(new SessionEnd(1000, "", false));
    }
}
