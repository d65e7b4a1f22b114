package dev.ephemera.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Uses, both times and the setup of a token, held against sessions. */
final class TokenUseTest {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    private static final String SETUP = "{\"model\":\"models/m\"}";
    private static final String RESUMABLE = "{\"model\":\"models/m\",\"sessionResumption\":{}}";

    private LiveClient.Event refused(GeminiEmulator emulator, String token, String setup) {
        return emulators.live(emulator, token).send("{\"setup\":" + setup + "}").event();
    }

    private static LiveClient.Event closed(int code, String reason) {
        return new LiveClient.Event("", false, code, reason);
    }

    private static String handle(LiveClient client) {
        JsonNode update = client.message().path("sessionResumptionUpdate");
        assertThat(update.path("resumable").asBoolean()).isTrue();
        return update.path("newHandle").asString();
    }

    private static String resume(String handle) {
        return "{\"model\":\"models/m\",\"sessionResumption\":{\"handle\":\"" + handle + "\"}}";
    }

    @Test
    void uses_whenUsedUp_closesWithTheReason() {
        GeminiEmulator emulator = emulators.start();
        String token = Rest.mint(emulator, "{\"uses\":2}");
        emulators.live(emulator, token).setUp(SETUP);
        emulators.live(emulator, token).setUp(SETUP);
        assertThat(refused(emulator, token, SETUP)).isEqualTo(closed(1011, "Token has been used too many times"));
        assertThat(emulator.tokens().get(0).state()).isEqualTo(IssuedToken.State.SPENT);
        assertThat(emulator.tokens().get(0).usesLeft()).hasValue(0);
    }

    @Test
    void uses_whenZero_neverEnd() {
        GeminiEmulator emulator = emulators.start();
        String token = Rest.mint(emulator, "{\"uses\":0}");
        for (int i = 0; i < 5; i++) {
            emulators.live(emulator, token).setUp(SETUP);
        }
        assertThat(emulator.tokens().get(0).state()).isEqualTo(IssuedToken.State.USABLE);
    }

    @Test
    void uses_whenTheSetupFails_areCounted() {
        GeminiEmulator emulator = emulators.start(options -> options.addDeniedModels("gone"));
        String token = Rest.mint(emulator, "{}");
        assertThat(refused(emulator, token, "{\"model\":\"models/gone\"}").code())
                .isEqualTo(1008);
        assertThat(emulator.tokens().get(0).usesLeft()).hasValue(0);
    }

    @Test
    void uses_whenTheMessageIsMalformed_areNotCounted() {
        GeminiEmulator emulator = emulators.start();
        String token = Rest.mint(emulator, "{}");
        assertThat(refused(emulator, token, "{\"x\":1}").code()).isEqualTo(1007);
        assertThat(emulator.tokens().get(0).usesLeft()).hasValue(1);
    }

    @Test
    void newSessionExpireTime_whenItHasPassed_closesWithTheReason() {
        GeminiEmulator emulator = emulators.start();
        String token = Rest.mint(emulator, "{\"uses\":0}");
        emulator.clock().advance(Duration.ofSeconds(60).minusNanos(1));
        emulators.live(emulator, token).setUp(SETUP);
        emulator.clock().advance(Duration.ofNanos(1));
        assertThat(refused(emulator, token, SETUP))
                .isEqualTo(closed(1011, "new_session_expire_time deadline exceeded"));
        assertThat(emulator.tokens().get(0).state()).isEqualTo(IssuedToken.State.CLOSED_TO_NEW_SESSIONS);
    }

    @Test
    void expireTime_whenItHasPassed_closesWithTheReason() {
        GeminiEmulator emulator = emulators.start();
        String token = Rest.mint(
                emulator,
                "{\"expireTime\":\"2029-12-31T23:46:00Z\",\"newSessionExpireTime\":\"2030-01-01T00:00:00Z\"}");
        emulator.clock().advance(Duration.ofSeconds(60));
        assertThat(refused(emulator, token, SETUP)).isEqualTo(closed(1011, "Token has expired"));
        assertThat(refused(emulator, token, resume("x"))).isEqualTo(closed(1011, "Token has expired"));
        assertThat(emulator.tokens().get(0).state()).isEqualTo(IssuedToken.State.EXPIRED);
    }

    @Test
    void expireTime_whenItPassesInASession_endsTheSession() {
        GeminiEmulator emulator = emulators.start();
        String token = Rest.mint(emulator, "{\"expireTime\":\"2029-12-31T23:50:00Z\"}");
        LiveClient client = emulators.live(emulator, token).setUp(SETUP);
        emulator.clock().advance(Duration.ofMinutes(5).minusNanos(1));
        client.send("{\"realtimeInput\":{\"text\":\"x\"}}").turn();
        emulator.clock().advance(Duration.ofNanos(1));
        assertThat(client.event()).isEqualTo(closed(1011, "auth token has expired"));
    }

    @Test
    void resumption_withASpentTokenAndAfterItsTimeToStart_succeedsAndCostsNoUse() {
        GeminiEmulator emulator = emulators.start();
        String token = Rest.mint(emulator, "{}");
        LiveClient first = emulators.live(emulator, token).setUp(RESUMABLE);
        handle(first);
        first.send("{\"realtimeInput\":{\"text\":\"Remember this\"}}");
        assertThat(first.message().toString()).isEqualTo("{\"sessionResumptionUpdate\":{}}");
        first.turn();
        String handle = handle(first);
        first.hangUp();
        emulator.clock().advance(Duration.ofMinutes(20));
        LiveClient second = emulators.live(emulator, token).setUp(resume(handle));
        handle(second);
        second.send("{\"realtimeInput\":{\"text\":\"What did I say?\"}}");
        assertThat(LiveClient.said(second.turn())).isEqualTo("You said before: Remember this");
        assertThat(emulator.tokens().get(0).usesLeft()).hasValue(0);
    }

    @Test
    void resumption_withAnotherTokenOrTheKey_succeeds() {
        GeminiEmulator emulator = emulators.start();
        String handle =
                handle(emulators.live(emulator, Rest.mint(emulator, "{}")).setUp(RESUMABLE));
        String another = Rest.mint(emulator, "{}");
        emulators.live(emulator, another).setUp(resume(handle));
        emulators.live(emulator).setUp(resume(handle));
        assertThat(emulator.tokens().get(1).usesLeft()).hasValue(1);
    }

    @Test
    void resumption_underAGlobalLock_honoursTheClientsHandle() {
        GeminiEmulator emulator = emulators.start();
        String token = Rest.mint(emulator, "{\"bidiGenerateContentSetup\":" + RESUMABLE + "}");
        String handle = handle(emulators.live(emulator, token).setUp("{}"));
        emulators.live(emulator, token).setUp("{\"session_resumption\":{\"handle\":\"" + handle + "\"}}");
        assertThat(emulator.sessions().get(1).effectiveSetup().orElseThrow().toString())
                .contains(handle);
    }

    @Test
    void resumption_tooLongAfterTheEnd_isRefused() {
        GeminiEmulator emulator = emulators.start();
        LiveClient first = emulators.live(emulator).setUp(RESUMABLE);
        String handle = handle(first);
        first.hangUp();
        Await.until("the session ends", () -> emulator.sessions().get(0).end().isPresent());
        emulator.clock().advance(Duration.ofHours(2).minusNanos(1));
        emulators.live(emulator).setUp(resume(handle));
        emulator.clock().advance(Duration.ofNanos(1));
        LiveClient late = emulators.live(emulator).send("{\"setup\":" + resume(handle) + "}");
        assertThat(late.event()).isEqualTo(closed(1007, "Invalid session handle"));
    }

    @Test
    void resumption_withAnotherModel_isRefused() {
        GeminiEmulator emulator = emulators.start();
        String handle = handle(emulators.live(emulator).setUp(RESUMABLE));
        LiveClient client =
                emulators.live(emulator).send("{\"setup\":" + resume(handle).replace("models/m", "models/n") + "}");
        assertThat(client.event()).isEqualTo(closed(1007, "Request contains an invalid argument."));
    }

    /** The token's setup and mask, the client's setup, the setup that counts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                " | | {'model':'models/c','labels':{'a':'b'}} | {'model':'models/c','labels':{'a':'b'}}",
                "{'model':'models/t'} | | {'model':'models/c','generationConfig':{'seed':1}} | {'model':'models/t'}",
                "{'model':'models/t'} | model | {'model':'bogus','tools':[]} | {'model':'models/t','tools':[]}",
                "{'model':'models/t','generation_config':{'top_k':4}} | generationConfig.top_k"
                        + " | {'model':'models/c','generationConfig':{'topK':1,'topP':0.5}}"
                        + " | {'model':'models/c','generationConfig':{'topK':4,'topP':0.5}}",
                "{'generationConfig':{'topK':4}} | generation_config | {'model':'models/c','generationConfig':{'topP':0.5}}"
                        + " | {'model':'models/c','generationConfig':{'topK':4}}",
                "{'model':'models/t'} | realtimeInputConfig"
                        + " | {'model':'models/c','realtimeInputConfig':{'automaticActivityDetection':{'disabled':true}}}"
                        + " | {'model':'models/c'}",
                " | outputAudioTranscription | {'model':'models/c','outputAudioTranscription':{}} | {'model':'models/c'}",
                "{'generationConfig':{'speechConfig':{'languageCode':'de-DE'}}} | generationConfig.speechConfig.languageCode"
                        + " | {'model':'models/c'}"
                        + " | {'model':'models/c','generationConfig':{'speechConfig':{'languageCode':'de-DE'}}}"
            })
    void setup_whenATokenIsPresented_isTheEffectiveOne(String token, String mask, String client, String effective) {
        GeminiEmulator emulator = emulators.start();
        String body = "{" + (token == null ? "" : "'bidiGenerateContentSetup':" + token)
                + (token == null || mask == null ? "" : ",") + (mask == null ? "" : "'fieldMask':'" + mask + "'") + "}";
        emulators.live(emulator, Rest.mint(emulator, body.replace('\'', '"'))).setUp(client.replace('\'', '"'));
        assertThat(Rest.json(emulator.sessions()
                        .get(0)
                        .effectiveSetup()
                        .orElseThrow()
                        .toString()))
                .isEqualTo(Rest.json(effective.replace('\'', '"')));
    }

    @Test
    void activity_whenTheTokenLocksItToDefault_isRefused() {
        GeminiEmulator emulator = emulators.start();
        String token = Rest.mint(
                emulator,
                "{\"bidiGenerateContentSetup\":{\"model\":\"models/m\"},\"fieldMask\":\"model,realtime_input_config\"}");
        LiveClient client = emulators
                .live(emulator, token)
                .setUp("{\"realtimeInputConfig\":{\"automaticActivityDetection\":{\"disabled\":true}}}");
        client.send("{\"realtimeInput\":{\"activityStart\":{}}}");
        assertThat(client.event().reason()).startsWith("Explicit activity control is not supported");
    }
}
