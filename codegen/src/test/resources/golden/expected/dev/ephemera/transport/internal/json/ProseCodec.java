package dev.ephemera.transport.internal.json;

import dev.ephemera.types.Prose;
import dev.ephemera.types.UnknownFields;
import javax.annotation.processing.Generated;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** Reads and writes {@link Prose}. */
@Generated("dev.ephemera.codegen")
final class ProseCodec extends MessageCodec<Prose, Prose.Builder> {

    static final ProseCodec INSTANCE = new ProseCodec();

    private ProseCodec() {}

    @Override
    Prose.Builder start() {
        return Prose.builder();
    }

    @Override
    boolean read(String name, JsonParser in, Prose.Builder value) {
        boolean known = true;
        switch (name) {
            case "balanced" -> value.balanced(Members.single(in, StringCodec.INSTANCE));
            case "unbalanced" -> value.unbalanced(Members.single(in, StringCodec.INSTANCE));
            case "backslash" -> value.backslash(Members.single(in, StringCodec.INSTANCE));
            case "list" -> value.list(Members.single(in, StringCodec.INSTANCE));
            default -> known = false;
        }
        return known;
    }

    @Override
    Prose build(Prose.Builder value, UnknownFields unknownFields) {
        return value.unknownFields(unknownFields).build();
    }

    @Override
    void writeFields(Prose value, JsonGenerator out) {
        if (value.balanced().isPresent()) {
            Members.single(out, "balanced", value.balanced().get(), StringCodec.INSTANCE);
        }
        if (value.unbalanced().isPresent()) {
            Members.single(out, "unbalanced", value.unbalanced().get(), StringCodec.INSTANCE);
        }
        if (value.backslash().isPresent()) {
            Members.single(out, "backslash", value.backslash().get(), StringCodec.INSTANCE);
        }
        if (value.list().isPresent()) {
            Members.single(out, "list", value.list().get(), StringCodec.INSTANCE);
        }
    }

    @Override
    UnknownFields unknownFields(Prose value) {
        return value.unknownFields();
    }
}

