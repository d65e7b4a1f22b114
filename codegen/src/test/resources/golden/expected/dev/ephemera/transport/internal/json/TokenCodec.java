package dev.ephemera.transport.internal.json;

import dev.ephemera.types.Token;
import dev.ephemera.types.UnknownFields;
import java.util.List;
import javax.annotation.processing.Generated;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** Reads and writes {@link Token}. */
@Generated("dev.ephemera.codegen")
final class TokenCodec extends MessageCodec<Token, Token.Builder> {

    static final TokenCodec INSTANCE = new TokenCodec();

    private TokenCodec() {}

    @Override
    Token.Builder start() {
        return Token.builder();
    }

    @Override
    boolean read(String name, JsonParser in, Token.Builder value) {
        boolean known = true;
        switch (name) {
            case "name" -> Members.single(in, StringCodec.INSTANCE).ifPresent(value::name);
            case "expireTime" -> Members.single(in, TimestampCodec.INSTANCE).ifPresent(value::expireTime);
            case "uses" -> Members.single(in, Int32Codec.INSTANCE).ifPresent(value::uses);
            case "tags" -> value.tags(Members.list(in, StringCodec.INSTANCE).orElse(List.of()));
            case "note" -> value.note(Members.single(in, StringCodec.INSTANCE));
            default -> known = false;
        }
        return known;
    }

    @Override
    Token build(Token.Builder value, UnknownFields unknownFields) {
        return value.unknownFields(unknownFields).build();
    }

    @Override
    void writeFields(Token value, JsonGenerator out) {
        Members.single(out, "name", value.name(), StringCodec.INSTANCE);
        Members.single(out, "expireTime", value.expireTime(), TimestampCodec.INSTANCE);
        Members.single(out, "uses", value.uses(), Int32Codec.INSTANCE);
        Members.list(out, "tags", value.tags(), StringCodec.INSTANCE);
        if (value.note().isPresent()) {
            Members.single(out, "note", value.note().get(), StringCodec.INSTANCE);
        }
    }

    @Override
    UnknownFields unknownFields(Token value) {
        return value.unknownFields();
    }
}

