package dev.ephemera.transport.internal.json;

import dev.ephemera.types.internal.WireFormat;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** A time as RFC 3339 has it. */
final class TimestampCodec implements Codec<Instant> {

    static final TimestampCodec INSTANCE = new TimestampCodec();

    private TimestampCodec() {}

    @Override
    public Instant read(JsonParser in) {
        return WireFormat.instant(Tokens.quoted(in, "a time"));
    }

    @Override
    public void write(Instant value, JsonGenerator out) {
        out.writeString(value.toString());
    }
}
