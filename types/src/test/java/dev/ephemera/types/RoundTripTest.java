package dev.ephemera.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.types.samples.MessageType;
import dev.ephemera.types.samples.RoundTripContract;
import dev.ephemera.types.samples.Samples;
import dev.ephemera.types.samples.Seed;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type is written and read by plain mappers of both Jackson majors, in all four pairs. */
final class RoundTripTest implements RoundTripContract {

    @Override
    public List<Mapper> mappers() {
        return List.of(Mapper.values());
    }

    @ParameterizedTest
    @MethodSource("dev.ephemera.types.samples.MessageType#all")
    void message_whenWrittenByBothMajors_isTheSameJson(MessageType type) {
        Samples.of(Seed.random(type.toString())).of(type, 12).forEach(sample -> {
            JsonValue jackson2 = Mapper.JACKSON_3.read(Mapper.JACKSON_2.write(sample), JsonValue.class);
            JsonValue jackson3 = Mapper.JACKSON_3.read(Mapper.JACKSON_3.write(sample), JsonValue.class);
            assertThat(jackson2).as(Seed.option()).isEqualTo(jackson3);
        });
    }
}
