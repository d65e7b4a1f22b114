package dev.ephemera.transport.internal.json;

import dev.ephemera.types.Part;
import dev.ephemera.types.UnknownFields;
import javax.annotation.processing.Generated;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** Reads and writes {@link Part}. */
@Generated("dev.ephemera.codegen")
final class PartCodec extends MessageCodec<Part, Part.Builder> {

    static final PartCodec INSTANCE = new PartCodec();

    private PartCodec() {}

    @Override
    Part.Builder start() {
        return Part.builder();
    }

    @Override
    boolean read(String name, JsonParser in, Part.Builder value) {
        boolean known = true;
        switch (name) {
            case "text" -> value.text(Members.single(in, StringCodec.INSTANCE));
            default -> known = false;
        }
        return known;
    }

    @Override
    Part build(Part.Builder value, UnknownFields unknownFields) {
        return value.unknownFields(unknownFields).build();
    }

    @Override
    void writeFields(Part value, JsonGenerator out) {
        if (value.text().isPresent()) {
            Members.single(out, "text", value.text().get(), StringCodec.INSTANCE);
        }
    }

    @Override
    UnknownFields unknownFields(Part value) {
        return value.unknownFields();
    }
}

