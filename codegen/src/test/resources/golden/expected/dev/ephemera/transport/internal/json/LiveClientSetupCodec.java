package dev.ephemera.transport.internal.json;

import dev.ephemera.types.LiveClientSetup;
import dev.ephemera.types.UnknownFields;
import java.util.Map;
import javax.annotation.processing.Generated;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** Reads and writes {@link LiveClientSetup}. */
@Generated("dev.ephemera.codegen")
final class LiveClientSetupCodec extends MessageCodec<LiveClientSetup, LiveClientSetup.Builder> {

    static final LiveClientSetupCodec INSTANCE = new LiveClientSetupCodec();

    private LiveClientSetupCodec() {}

    @Override
    LiveClientSetup.Builder start() {
        return LiveClientSetup.builder();
    }

    @Override
    boolean read(String name, JsonParser in, LiveClientSetup.Builder value) {
        boolean known = true;
        switch (name) {
            case "model" -> value.model(Members.single(in, StringCodec.INSTANCE));
            case "generationConfig" -> value.generationConfig(Members.single(in, GenerationConfigCodec.INSTANCE));
            case "systemInstruction" -> value.systemInstruction(Members.single(in, ContentCodec.INSTANCE));
            case "labels" -> value.labels(Members.map(in, StringCodec.INSTANCE).orElse(Map.of()));
            default -> known = false;
        }
        return known;
    }

    @Override
    LiveClientSetup build(LiveClientSetup.Builder value, UnknownFields unknownFields) {
        return value.unknownFields(unknownFields).build();
    }

    @Override
    void writeFields(LiveClientSetup value, JsonGenerator out) {
        if (value.model().isPresent()) {
            Members.single(out, "model", value.model().get(), StringCodec.INSTANCE);
        }
        if (value.generationConfig().isPresent()) {
            Members.single(out, "generationConfig", value.generationConfig().get(), GenerationConfigCodec.INSTANCE);
        }
        if (value.systemInstruction().isPresent()) {
            Members.single(out, "systemInstruction", value.systemInstruction().get(), ContentCodec.INSTANCE);
        }
        if (!value.labels().isEmpty()) {
            Members.map(out, "labels", value.labels(), StringCodec.INSTANCE);
        }
    }

    @Override
    UnknownFields unknownFields(LiveClientSetup value) {
        return value.unknownFields();
    }
}

