package dev.ephemera.transport.internal.json;

import dev.ephemera.types.Bytes;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** Bytes in base64. */
final class BytesCodec implements Codec<Bytes> {

    static final BytesCodec INSTANCE = new BytesCodec();

    private BytesCodec() {}

    @Override
    public Bytes read(JsonParser in) {
        return Bytes.ofBase64(Tokens.quoted(in, "base64"));
    }

    @Override
    public void write(Bytes value, JsonGenerator out) {
        out.writeString(value.toBase64());
    }
}
