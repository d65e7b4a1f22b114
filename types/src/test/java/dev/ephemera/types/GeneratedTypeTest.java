package dev.ephemera.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked of the generated types besides the round trip of all of them. */
final class GeneratedTypeTest {

    @ParameterizedTest
    @EnumSource
    void message_whenANewerServiceAddsFields_keepsThemAsWritten(Mapper mapper) {
        String json = "{\"timeLeft\":\"50s\",\"newNumber\":1E+400,\"newNull\":null,\"newObject\":{\"a\":[0.10]}}";

        LiveServerGoAway goAway = mapper.read(json, LiveServerGoAway.class);

        assertThat(goAway.timeLeft()).contains(Duration.ofSeconds(50));
        assertThat(goAway.unknownFields().names()).containsExactly("newNumber", "newNull", "newObject");
        assertThat(goAway.unknownFields().get("newNull")).contains(JsonValue.NULL);
        assertThat(mapper.read(mapper.write(goAway), LiveServerGoAway.class)).isEqualTo(goAway);
        assertThat(mapper.write(goAway)).contains("1E+400", "\"newNull\":null", "0.10");
        assertThat(goAway.toString()).contains("newObject").doesNotContain("0.10");
    }

    /** Names that readers take for something of their own: a parameter without a name, an accessor, a setter. */
    @ParameterizedTest
    @EnumSource
    void message_whenUnknownFieldsHaveAwkwardNames_keepsThemAsWritten(Mapper mapper) {
        String json =
                "{\"\":{\"a\":1},\"unknownFields\":1,\"unknownFieldsOnWire\":{},\"upComplete\":[],\"\\u0000\":null,"
                        + "\"from\":true,\"read\":{\"\":2}}";

        LiveServerMessage message = mapper.read(json, LiveServerMessage.class);

        assertThat(message)
                .isEqualTo(LiveServerMessage.builder()
                        .unknownFields(message.unknownFields())
                        .build());
        assertThat(mapper.write(message)).isEqualTo(json);
    }

    @ParameterizedTest
    @EnumSource
    void message_whenEverythingIsKnown_retainsNothing(Mapper mapper) {
        LiveServerGoAway goAway = mapper.read("{\"timeLeft\":\"3.5s\"}", LiveServerGoAway.class);

        assertThat(goAway.unknownFields()).isSameAs(UnknownFields.none());
        assertThat(mapper.write(goAway)).isEqualTo("{\"timeLeft\":\"3.5s\"}");
        assertThat(mapper.write(LiveServerGoAway.builder().build())).isEqualTo("{}");
    }

    @ParameterizedTest
    @EnumSource
    void enumeration_whenANewerServiceAddsAValue_keepsIt(Mapper mapper) {
        GenerationConfig config = mapper.read("{\"responseModalities\":[\"AUDIO\",\"SMELL\"]}", GenerationConfig.class);

        assertThat(config.responseModalities()).containsExactly(Modality.AUDIO, Modality.of("SMELL"));
        assertThat(config.responseModalities().get(1).known()).isEqualTo(Modality.Known.UNRECOGNIZED);
        assertThat(mapper.write(config)).isEqualTo("{\"responseModalities\":[\"AUDIO\",\"SMELL\"]}");
    }

    @ParameterizedTest
    @EnumSource
    void int64_whenStringOrNumber_isReadAndWrittenAsString(Mapper mapper) {
        SlidingWindow text = mapper.read("{\"targetTokens\":\"12800\"}", SlidingWindow.class);
        SlidingWindow number = mapper.read("{\"targetTokens\":12800}", SlidingWindow.class);

        assertThat(text).isEqualTo(number);
        assertThat(mapper.write(number)).isEqualTo("{\"targetTokens\":\"12800\"}");
    }

    @ParameterizedTest
    @EnumSource
    void null_whenRead_isAbsent(Mapper mapper) {
        assertThat(mapper.read("{\"parts\":null,\"role\":null}", Content.class))
                .isEqualTo(Content.builder().build());
    }

    @ParameterizedTest
    @EnumSource
    void bytes_whenUrlSafeAndUnpadded_areRead(Mapper mapper) {
        Blob blob = mapper.read("{\"data\":\"__4A\"}", Blob.class);
        Blob unpadded = mapper.read("{\"data\":\"__4\"}", Blob.class);

        assertThat(blob.data().orElseThrow().toByteArray()).containsExactly(0xff, 0xfe, 0x00);
        assertThat(unpadded.data().orElseThrow().size()).isEqualTo(2);
        assertThat(mapper.write(blob)).isEqualTo("{\"data\":\"//4A\"}");
        assertThat(blob.toString()).contains("Bytes[3]").doesNotContain("//4A");
    }

    @ParameterizedTest
    @EnumSource
    void content_whenABareString_isTextOfTheUser(Mapper mapper) {
        LiveConnectConfig config = mapper.read("{\"systemInstruction\":\"Be brief.\"}", LiveConnectConfig.class);

        assertThat(config)
                .isEqualTo(LiveConnectConfig.builder()
                        .systemInstruction("Be brief.")
                        .build());
        assertThat(mapper.write(config))
                .isEqualTo("{\"systemInstruction\":{\"parts\":[{\"text\":\"Be brief.\"}],\"role\":\"user\"}}");
    }

    @ParameterizedTest
    @EnumSource
    void voiceActivity_whenEitherSpelling_isRead(Mapper mapper) {
        VoiceActivity wire = mapper.read("{\"type\":\"ACTIVITY_START\"}", VoiceActivity.class);
        VoiceActivity sdk = mapper.read("{\"voiceActivityType\":\"ACTIVITY_START\"}", VoiceActivity.class);

        assertThat(wire).isEqualTo(sdk);
        assertThat(wire.voiceActivityType()).contains(VoiceActivityType.ACTIVITY_START);
        assertThat(mapper.write(sdk)).isEqualTo("{\"type\":\"ACTIVITY_START\"}");
    }

    @ParameterizedTest
    @EnumSource
    void lockAdditionalFields_whenEmptyOrAbsent_stayDifferent(Mapper mapper) {
        CreateAuthTokenConfig empty = mapper.read("{\"lockAdditionalFields\":[]}", CreateAuthTokenConfig.class);
        CreateAuthTokenConfig absent = mapper.read("{}", CreateAuthTokenConfig.class);

        assertThat(empty.lockAdditionalFields()).contains(List.of());
        assertThat(absent.lockAdditionalFields()).isEmpty();
        assertThat(mapper.write(empty)).isEqualTo("{\"lockAdditionalFields\":[]}");
        assertThat(mapper.write(absent)).isEqualTo("{}");
    }

    @Test
    void lockAdditionalFields_whenTheCallersListChanges_doNot() {
        List<String> names = new ArrayList<>(List.of("temperature"));
        CreateAuthTokenConfig config =
                CreateAuthTokenConfig.builder().lockAdditionalFields(names).build();

        names.add("topK");

        assertThat(config.lockAdditionalFields()).contains(List.of("temperature"));
    }

    @Test
    void toBuilder_whenOneFieldIsChanged_keepsTheOthers() {
        AuthToken token = token();

        assertThat(token.toBuilder().uses(5).build().name()).isEqualTo(token.name());
        assertThat(token.toBuilder().build()).isEqualTo(token);
    }

    @ParameterizedTest
    @EnumSource
    void authToken_whenWritten_carriesTheSecretThatToStringHides(Mapper mapper) {
        AuthToken token = token();

        assertThat(mapper.write(token))
                .isEqualTo("{\"name\":\"auth_tokens/5c9b\",\"expireTime\":\"2030-01-01T00:30:00Z\","
                        + "\"newSessionExpireTime\":\"2030-01-01T00:01:00Z\",\"uses\":1}");
        assertThat(mapper.read(mapper.write(token), AuthToken.class)).isEqualTo(token);
        assertThat(token.toString()).doesNotContain("5c9b").contains("(redacted)");
        assertThat(token.fingerprint()).hasSize(12).doesNotContain("5c9b");
    }

    @ParameterizedTest
    @EnumSource
    void authToken_whenAFieldIsMissing_isRefusedByName(Mapper mapper) {
        assertThatThrownBy(() -> mapper.read("{\"name\":\"auth_tokens/5c9b\"}", AuthToken.class))
                .hasMessageContaining("[expireTime, newSessionExpireTime, uses]");
        assertThatThrownBy(() -> mapper.read("{\"name\":null}", AuthToken.class))
                .hasMessageContaining("[name, expireTime, newSessionExpireTime, uses]");
    }

    private static AuthToken token() {
        return AuthToken.builder()
                .name("auth_tokens/5c9b")
                .expireTime(Instant.parse("2030-01-01T00:30:00Z"))
                .newSessionExpireTime(Instant.parse("2030-01-01T00:01:00Z"))
                .uses(1)
                .build();
    }
}
