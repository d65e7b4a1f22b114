package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.live.Resumption;
import dev.ephemera.live.ResumptionStore;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.LiveConnectConfig;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResumptionConfigTest {

    private static final String HANDLE = "secret-handle-of-the-test";
    private static final SessionOptions RESUMING = SessionOptions.resume(Resumption.builder()
            .handle(HANDLE)
            .model("models/m")
            .receivedAt(Instant.EPOCH)
            .resumable(true)
            .build());
    private static final SessionOptions KEEPING = SessionOptions.builder()
            .keepIn(ResumptionStore.inMemory().slot("k"))
            .build();

    private static LiveConnectConfig config(String json) {
        return Json.read(json, LiveConnectConfig.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | {\"sessionResumption\":{\"handle\":\"secret-handle-of-the-test\"}}",
                "{\"sessionResumption\":{}} | {\"sessionResumption\":{\"handle\":\"secret-handle-of-the-test\"}}",
                "{\"sessionResumption\":{\"newer\":1}} | {\"sessionResumption\":{\"handle\":\"secret-handle-of-the-test\",\"newer\":1}}",
                "{\"sessionResumption\":{\"handle\":\"secret-handle-of-the-test\"}} | {\"sessionResumption\":{\"handle\":\"secret-handle-of-the-test\"}}",
                "{\"temperature\":1} | {\"temperature\":1,\"sessionResumption\":{\"handle\":\"secret-handle-of-the-test\"}}"
            })
    void config_whenAConversationIsResumed_getsItsHandleAndKeepsAllElse(String given, String whole) {
        assertThat(ResumptionConfig.in("m", config(given), RESUMING)).isEqualTo(config(whole));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | {\"sessionResumption\":{}}",
                "{\"sessionResumption\":{\"handle\":\"h\"}} | {\"sessionResumption\":{\"handle\":\"h\"}}"
            })
    void config_whenTheConversationIsKept_asksForHandles(String given, String whole) {
        assertThat(ResumptionConfig.in("m", config(given), KEEPING)).isEqualTo(config(whole));
    }

    @Test
    void config_whenNothingIsResumedOrKept_staysTheSame() {
        LiveConnectConfig config = config("{\"temperature\":1}");

        assertThat(ResumptionConfig.in("m", config, SessionOptions.defaults())).isSameAs(config);
    }

    @Test
    void config_withAnotherHandle_isRefusedWithoutNamingEither() {
        LiveConnectConfig config = config("{\"sessionResumption\":{\"handle\":\"another-secret\"}}");

        assertThatThrownBy(() -> ResumptionConfig.in("m", config, RESUMING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sessionResumption.handle is another one than that of SessionOptions.resume")
                .hasMessageNotContainingAny("another-secret", HANDLE);
    }

    @ParameterizedTest
    @CsvSource({"m,false", "models/m,false", "n,true", "models/n,true", "tunedModels/m,true"})
    void model_whenAConversationIsResumed_mustBeTheSame(String model, boolean refused) {
        if (refused) {
            assertThatThrownBy(() -> ResumptionConfig.in(model, config("{}"), RESUMING))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("The conversation to resume was with models/m, and the model given is ")
                    .hasMessageContaining(model + ";")
                    .hasMessageNotContaining(HANDLE);
        } else {
            assertThat(ResumptionConfig.in(model, config("{}"), RESUMING).sessionResumption())
                    .isPresent();
        }
    }
}
