package dev.ephemera.transport.internal.json;

import dev.ephemera.types.Content;
import dev.ephemera.types.UnknownFields;
import java.util.List;
import javax.annotation.processing.Generated;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** Reads and writes {@link Content}. */
@Generated("dev.ephemera.codegen")
final class ContentCodec extends MessageCodec<Content, Content.Builder> {

    static final ContentCodec INSTANCE = new ContentCodec();

    private ContentCodec() {}

    @Override
    Content.Builder start() {
        return Content.builder();
    }

    @Override
    boolean read(String name, JsonParser in, Content.Builder value) {
        boolean known = true;
        switch (name) {
            case "parts" -> value.parts(Members.list(in, PartCodec.INSTANCE).orElse(List.of()));
            case "role" -> value.role(Members.single(in, StringCodec.INSTANCE));
            default -> known = false;
        }
        return known;
    }

    @Override
    Content build(Content.Builder value, UnknownFields unknownFields) {
        return value.unknownFields(unknownFields).build();
    }

    @Override
    Content ofText(String text, JsonParser in) {
        return Content.ofText(text);
    }

    @Override
    void writeFields(Content value, JsonGenerator out) {
        if (!value.parts().isEmpty()) {
            Members.list(out, "parts", value.parts(), PartCodec.INSTANCE);
        }
        if (value.role().isPresent()) {
            Members.single(out, "role", value.role().get(), StringCodec.INSTANCE);
        }
    }

    @Override
    UnknownFields unknownFields(Content value) {
        return value.unknownFields();
    }
}

