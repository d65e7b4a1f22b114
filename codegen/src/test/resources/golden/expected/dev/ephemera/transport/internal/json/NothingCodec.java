package dev.ephemera.transport.internal.json;

import dev.ephemera.types.Nothing;
import dev.ephemera.types.UnknownFields;
import javax.annotation.processing.Generated;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** Reads and writes {@link Nothing}. */
@Generated("dev.ephemera.codegen")
final class NothingCodec extends MessageCodec<Nothing, Nothing.Builder> {

    static final NothingCodec INSTANCE = new NothingCodec();

    private NothingCodec() {}

    @Override
    Nothing.Builder start() {
        return Nothing.builder();
    }

    @Override
    boolean read(String name, JsonParser in, Nothing.Builder value) {
        boolean known = true;
        switch (name) {
            default -> known = false;
        }
        return known;
    }

    @Override
    Nothing build(Nothing.Builder value, UnknownFields unknownFields) {
        return value.unknownFields(unknownFields).build();
    }

    @Override
    void writeFields(Nothing value, JsonGenerator out) {
    }

    @Override
    UnknownFields unknownFields(Nothing value) {
        return value.unknownFields();
    }
}

