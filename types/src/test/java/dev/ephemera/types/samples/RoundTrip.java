package dev.ephemera.types.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.types.OpenEnum;
import java.util.stream.Stream;

/** What every value must survive: to be written by one mapper and read by another, or the same. */
public final class RoundTrip {

    private static final int RANDOM_SAMPLES = 12;

    private RoundTrip() {}

    /** Asserts it of many values of one message. */
    public static void assertEqual(MessageType type, PlainMapper writer, PlainMapper reader) {
        Samples.of(Seed.random(type.toString()))
                .of(type, RANDOM_SAMPLES)
                .forEach(sample -> assertEqual(sample, type.javaType(), writer, reader));
    }

    /** Asserts it of every value of one enum, and of values that it does not know. */
    public static void assertEqual(EnumType type, PlainMapper writer, PlainMapper reader) {
        Stream.concat(type.descriptor().values().stream(), Stream.of("NEWER_THAN_THIS", ""))
                .forEach(value -> {
                    OpenEnum constant = type.constant(value);
                    assertThat(constant.value()).isEqualTo(value);
                    assertEqual(constant, type.javaType(), writer, reader);
                });
    }

    private static void assertEqual(Object sample, Class<?> type, PlainMapper writer, PlainMapper reader) {
        String json = writer.write(sample);
        assertThat(reader.read(json, type))
                .as("%s with %s", json, Seed.option())
                .isEqualTo(sample);
    }
}
