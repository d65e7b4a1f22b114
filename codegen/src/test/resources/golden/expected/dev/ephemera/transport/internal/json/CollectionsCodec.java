package dev.ephemera.transport.internal.json;

import dev.ephemera.types.Collections;
import dev.ephemera.types.UnknownFields;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Generated;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** Reads and writes {@link Collections}. */
@Generated("dev.ephemera.codegen")
final class CollectionsCodec extends MessageCodec<Collections, Collections.Builder> {

    static final CollectionsCodec INSTANCE = new CollectionsCodec();

    private CollectionsCodec() {}

    @Override
    Collections.Builder start() {
        return Collections.builder();
    }

    @Override
    boolean read(String name, JsonParser in, Collections.Builder value) {
        boolean known = true;
        switch (name) {
            case "names" -> value.names(Members.list(in, StringCodec.INSTANCE).orElse(List.of()));
            case "colors" -> value.colors(Members.list(in, ColorCodec.INSTANCE).orElse(List.of()));
            case "parts" -> value.parts(Members.list(in, PartCodec.INSTANCE).orElse(List.of()));
            case "structs" -> value.structs(Members.list(in, JsonObjectCodec.INSTANCE).orElse(List.of()));
            case "locks" -> value.locks(Members.list(in, StringCodec.INSTANCE));
            case "labels" -> value.labels(Members.map(in, StringCodec.INSTANCE).orElse(Map.of()));
            case "partsByName" -> value.partsByName(Members.map(in, PartCodec.INSTANCE).orElse(Map.of()));
            default -> known = false;
        }
        return known;
    }

    @Override
    Collections build(Collections.Builder value, UnknownFields unknownFields) {
        return value.unknownFields(unknownFields).build();
    }

    @Override
    void writeFields(Collections value, JsonGenerator out) {
        if (!value.names().isEmpty()) {
            Members.list(out, "names", value.names(), StringCodec.INSTANCE);
        }
        if (!value.colors().isEmpty()) {
            Members.list(out, "colors", value.colors(), ColorCodec.INSTANCE);
        }
        if (!value.parts().isEmpty()) {
            Members.list(out, "parts", value.parts(), PartCodec.INSTANCE);
        }
        if (!value.structs().isEmpty()) {
            Members.list(out, "structs", value.structs(), JsonObjectCodec.INSTANCE);
        }
        if (value.locks().isPresent()) {
            Members.list(out, "locks", value.locks().get(), StringCodec.INSTANCE);
        }
        if (!value.labels().isEmpty()) {
            Members.map(out, "labels", value.labels(), StringCodec.INSTANCE);
        }
        if (!value.partsByName().isEmpty()) {
            Members.map(out, "partsByName", value.partsByName(), PartCodec.INSTANCE);
        }
    }

    @Override
    UnknownFields unknownFields(Collections value) {
        return value.unknownFields();
    }
}

