package dev.ephemera.types.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.types.OpenEnum;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every value survives: to be written by one plain mapper and read by another, or the same. */
public interface RoundTripContract {

    /** The mappers; each writes for each. */
    List<? extends PlainMapper> mappers();

    /** Many values of one message: full, empty and random ones. */
    @ParameterizedTest
    @MethodSource("dev.ephemera.types.samples.MessageType#all")
    default void message_whenWrittenAndRead_isEqual(MessageType type) {
        Samples.of(Seed.random(type.toString())).of(type, 12).forEach(value -> assertSurvives(value, type.javaType()));
    }

    /** Every value of one enum, and values that it does not know. */
    @ParameterizedTest
    @MethodSource("dev.ephemera.types.samples.EnumType#all")
    default void enumeration_whenWrittenAndRead_isEqual(EnumType type) {
        Stream.concat(type.descriptor().values().stream(), Stream.of("NEWER_THAN_THIS", ""))
                .forEach(value -> {
                    OpenEnum constant = type.constant(value);
                    assertThat(constant.value()).isEqualTo(value);
                    assertSurvives(constant, type.javaType());
                });
    }

    private void assertSurvives(Object value, Class<?> type) {
        for (PlainMapper writer : mappers()) {
            String json = writer.write(value);
            for (PlainMapper reader : mappers()) {
                assertThat(reader.read(json, type))
                        .as("%s, written by %s and read by %s, with %s", json, writer, reader, Seed.option())
                        .isEqualTo(value);
            }
        }
    }
}
