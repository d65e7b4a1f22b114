package dev.ephemera.transport.internal.json;

import dev.ephemera.types.internal.WireFormat;
import java.time.Duration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** A length of time in seconds, with the suffix s. */
final class DurationCodec implements Codec<Duration> {

    static final DurationCodec INSTANCE = new DurationCodec();

    private DurationCodec() {}

    @Override
    public Duration read(JsonParser in) {
        return WireFormat.duration(Tokens.quoted(in, "a length of time"));
    }

    @Override
    public void write(Duration value, JsonGenerator out) {
        out.writeString(WireFormat.duration(value));
    }
}
