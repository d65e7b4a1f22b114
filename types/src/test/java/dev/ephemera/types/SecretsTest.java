package dev.ephemera.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.samples.MessageType;
import dev.ephemera.types.samples.Samples;
import dev.ephemera.types.samples.Seed;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No field that the description marks as secret shows in {@code toString}, in its own message or around it. */
final class SecretsTest {

    private static final String SECRET = "the-secret-7f3a";

    @ParameterizedTest(name = "{0}.{1}")
    @MethodSource("secretFields")
    void toString_whenAFieldIsSecret_redactsIt(MessageType type, FieldDescriptor field) {
        Object value = samples(type).only(type, field);

        assertThat(Mapper.JACKSON_3.write(value)).contains(SECRET);
        assertThat(value.toString()).doesNotContain(SECRET).contains("(redacted)");
    }

    @Test
    void toString_whenASecretIsDeepInside_redactsIt() {
        LiveClientMessage message = LiveClientMessage.builder()
                .setup(LiveClientSetup.builder()
                        .sessionResumption(
                                SessionResumptionConfig.builder().handle(SECRET).build())
                        .build())
                .build();

        assertThat(Mapper.JACKSON_3.write(message)).contains(SECRET);
        assertThat(message.toString()).doesNotContain(SECRET).contains("(redacted)");
    }

    /** What is not known may be a secret too. */
    @ParameterizedTest
    @MethodSource("messages")
    void toString_whenFieldsAreUnknown_showsTheirNamesOnly(MessageType type) {
        Object value = samples(type).empty(type, UnknownFields.of(Map.of("newField", List.of(SECRET))));

        assertThat(Mapper.JACKSON_3.write(value)).contains(SECRET);
        assertThat(value.toString()).contains("newField").doesNotContain(SECRET);
    }

    private static Samples samples(MessageType type) {
        return Samples.withStrings(Seed.random(type.toString()), () -> SECRET);
    }

    static List<MessageType> messages() {
        return MessageType.all();
    }

    static Stream<Arguments> secretFields() {
        return messages().stream()
                .flatMap(type -> type.descriptor().fields().stream()
                        .filter(FieldDescriptor::secret)
                        .map(field -> Arguments.of(type, field)));
    }
}
