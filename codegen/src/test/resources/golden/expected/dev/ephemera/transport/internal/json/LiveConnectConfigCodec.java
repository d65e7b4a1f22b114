package dev.ephemera.transport.internal.json;

import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.UnknownFields;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Generated;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** Reads and writes {@link LiveConnectConfig}. */
@Generated("dev.ephemera.codegen")
final class LiveConnectConfigCodec extends MessageCodec<LiveConnectConfig, LiveConnectConfig.Builder> {

    static final LiveConnectConfigCodec INSTANCE = new LiveConnectConfigCodec();

    private LiveConnectConfigCodec() {}

    @Override
    LiveConnectConfig.Builder start() {
        return LiveConnectConfig.builder();
    }

    @Override
    boolean read(String name, JsonParser in, LiveConnectConfig.Builder value) {
        boolean known = true;
        switch (name) {
            case "temperature" -> value.temperature(Members.single(in, DoubleCodec.INSTANCE));
            case "responseColors" -> value.responseColors(Members.list(in, ColorCodec.INSTANCE).orElse(List.of()));
            case "systemInstruction" -> value.systemInstruction(Members.single(in, ContentCodec.INSTANCE));
            case "labels" -> value.labels(Members.map(in, StringCodec.INSTANCE).orElse(Map.of()));
            default -> known = false;
        }
        return known;
    }

    @Override
    LiveConnectConfig build(LiveConnectConfig.Builder value, UnknownFields unknownFields) {
        return value.unknownFields(unknownFields).build();
    }

    @Override
    void writeFields(LiveConnectConfig value, JsonGenerator out) {
        if (value.temperature().isPresent()) {
            Members.single(out, "temperature", value.temperature().get(), DoubleCodec.INSTANCE);
        }
        if (!value.responseColors().isEmpty()) {
            Members.list(out, "responseColors", value.responseColors(), ColorCodec.INSTANCE);
        }
        if (value.systemInstruction().isPresent()) {
            Members.single(out, "systemInstruction", value.systemInstruction().get(), ContentCodec.INSTANCE);
        }
        if (!value.labels().isEmpty()) {
            Members.map(out, "labels", value.labels(), StringCodec.INSTANCE);
        }
    }

    @Override
    UnknownFields unknownFields(LiveConnectConfig value) {
        return value.unknownFields();
    }
}

