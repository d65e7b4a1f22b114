package dev.ephemera.transport.internal.json;

import dev.ephemera.types.GenerationConfig;
import dev.ephemera.types.UnknownFields;
import java.util.List;
import javax.annotation.processing.Generated;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** Reads and writes {@link GenerationConfig}. */
@Generated("dev.ephemera.codegen")
final class GenerationConfigCodec extends MessageCodec<GenerationConfig, GenerationConfig.Builder> {

    static final GenerationConfigCodec INSTANCE = new GenerationConfigCodec();

    private GenerationConfigCodec() {}

    @Override
    GenerationConfig.Builder start() {
        return GenerationConfig.builder();
    }

    @Override
    boolean read(String name, JsonParser in, GenerationConfig.Builder value) {
        boolean known = true;
        switch (name) {
            case "temperature" -> value.temperature(Members.single(in, DoubleCodec.INSTANCE));
            case "colors" -> value.colors(Members.list(in, ColorCodec.INSTANCE).orElse(List.of()));
            default -> known = false;
        }
        return known;
    }

    @Override
    GenerationConfig build(GenerationConfig.Builder value, UnknownFields unknownFields) {
        return value.unknownFields(unknownFields).build();
    }

    @Override
    void writeFields(GenerationConfig value, JsonGenerator out) {
        if (value.temperature().isPresent()) {
            Members.single(out, "temperature", value.temperature().get(), DoubleCodec.INSTANCE);
        }
        if (!value.colors().isEmpty()) {
            Members.list(out, "colors", value.colors(), ColorCodec.INSTANCE);
        }
    }

    @Override
    UnknownFields unknownFields(GenerationConfig value) {
        return value.unknownFields();
    }
}

