package dev.ephemera.transport.internal.json;

import dev.ephemera.types.Marks;
import dev.ephemera.types.UnknownFields;
import java.util.Map;
import javax.annotation.processing.Generated;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** Reads and writes {@link Marks}. */
@Generated("dev.ephemera.codegen")
@SuppressWarnings("deprecation")
final class MarksCodec extends MessageCodec<Marks, Marks.Builder> {

    static final MarksCodec INSTANCE = new MarksCodec();

    private MarksCodec() {}

    @Override
    Marks.Builder start() {
        return Marks.builder();
    }

    @Override
    boolean read(String name, JsonParser in, Marks.Builder value) {
        boolean known = true;
        switch (name) {
            case "type", "markType", "old-type" -> value.markType(Members.single(in, StringCodec.INSTANCE));
            case "default" -> value.defaultValue(Members.single(in, JsonValueCodec.INSTANCE));
            case "password" -> value.password(Members.single(in, StringCodec.INSTANCE));
            case "headers" -> value.headers(Members.map(in, StringCodec.INSTANCE).orElse(Map.of()));
            case "audioBitrateBps" -> value.audioBitrateBps(Members.single(in, Int32Codec.INSTANCE));
            case "guess" -> value.guess(Members.single(in, BoolCodec.INSTANCE));
            case "responseSchema" -> value.responseSchema(Members.single(in, JsonObjectCodec.INSTANCE));
            case "id" -> value.id(Members.single(in, StringCodec.INSTANCE));
            case "oldName" -> value.oldName(Members.single(in, StringCodec.INSTANCE));
            default -> known = false;
        }
        return known;
    }

    @Override
    Marks build(Marks.Builder value, UnknownFields unknownFields) {
        return value.unknownFields(unknownFields).build();
    }

    @Override
    void writeFields(Marks value, JsonGenerator out) {
        if (value.markType().isPresent()) {
            Members.single(out, "type", value.markType().get(), StringCodec.INSTANCE);
        }
        if (value.defaultValue().isPresent()) {
            Members.single(out, "default", value.defaultValue().get(), JsonValueCodec.INSTANCE);
        }
        if (value.password().isPresent()) {
            Members.single(out, "password", value.password().get(), StringCodec.INSTANCE);
        }
        if (!value.headers().isEmpty()) {
            Members.map(out, "headers", value.headers(), StringCodec.INSTANCE);
        }
        if (value.audioBitrateBps().isPresent()) {
            Members.single(out, "audioBitrateBps", value.audioBitrateBps().get(), Int32Codec.INSTANCE);
        }
        if (value.guess().isPresent()) {
            Members.single(out, "guess", value.guess().get(), BoolCodec.INSTANCE);
        }
        if (value.responseSchema().isPresent()) {
            Members.single(out, "responseSchema", value.responseSchema().get(), JsonObjectCodec.INSTANCE);
        }
        if (value.id().isPresent()) {
            Members.single(out, "id", value.id().get(), StringCodec.INSTANCE);
        }
        if (value.oldName().isPresent()) {
            Members.single(out, "oldName", value.oldName().get(), StringCodec.INSTANCE);
        }
    }

    @Override
    UnknownFields unknownFields(Marks value) {
        return value.unknownFields();
    }
}

