package dev.ephemera.transport.internal.json;

import dev.ephemera.types.Kinds;
import dev.ephemera.types.UnknownFields;
import javax.annotation.processing.Generated;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** Reads and writes {@link Kinds}. */
@Generated("dev.ephemera.codegen")
final class KindsCodec extends MessageCodec<Kinds, Kinds.Builder> {

    static final KindsCodec INSTANCE = new KindsCodec();

    private KindsCodec() {}

    @Override
    Kinds.Builder start() {
        return Kinds.builder();
    }

    @Override
    boolean read(String name, JsonParser in, Kinds.Builder value) {
        boolean known = true;
        switch (name) {
            case "text" -> value.text(Members.single(in, StringCodec.INSTANCE));
            case "flag" -> value.flag(Members.single(in, BoolCodec.INSTANCE));
            case "count" -> value.count(Members.single(in, Int32Codec.INSTANCE));
            case "bigCount" -> value.bigCount(Members.single(in, Int64Codec.INSTANCE));
            case "ratio" -> value.ratio(Members.single(in, DoubleCodec.INSTANCE));
            case "score" -> value.score(Members.single(in, DoubleCodec.INSTANCE));
            case "data" -> value.data(Members.single(in, BytesCodec.INSTANCE));
            case "createTime" -> value.createTime(Members.single(in, TimestampCodec.INSTANCE));
            case "timeLeft" -> value.timeLeft(Members.single(in, DurationCodec.INSTANCE));
            case "updateMask" -> value.updateMask(Members.single(in, StringCodec.INSTANCE));
            case "color" -> value.color(Members.single(in, ColorCodec.INSTANCE));
            case "nothing" -> value.nothing(Members.single(in, NothingCodec.INSTANCE));
            case "args" -> value.args(Members.single(in, JsonObjectCodec.INSTANCE));
            case "anything" -> value.anything(Members.single(in, JsonValueCodec.INSTANCE));
            default -> known = false;
        }
        return known;
    }

    @Override
    Kinds build(Kinds.Builder value, UnknownFields unknownFields) {
        return value.unknownFields(unknownFields).build();
    }

    @Override
    void writeFields(Kinds value, JsonGenerator out) {
        if (value.text().isPresent()) {
            Members.single(out, "text", value.text().get(), StringCodec.INSTANCE);
        }
        if (value.flag().isPresent()) {
            Members.single(out, "flag", value.flag().get(), BoolCodec.INSTANCE);
        }
        if (value.count().isPresent()) {
            Members.single(out, "count", value.count().get(), Int32Codec.INSTANCE);
        }
        if (value.bigCount().isPresent()) {
            Members.single(out, "bigCount", value.bigCount().get(), Int64Codec.INSTANCE);
        }
        if (value.ratio().isPresent()) {
            Members.single(out, "ratio", value.ratio().get(), DoubleCodec.INSTANCE);
        }
        if (value.score().isPresent()) {
            Members.single(out, "score", value.score().get(), DoubleCodec.INSTANCE);
        }
        if (value.data().isPresent()) {
            Members.single(out, "data", value.data().get(), BytesCodec.INSTANCE);
        }
        if (value.createTime().isPresent()) {
            Members.single(out, "createTime", value.createTime().get(), TimestampCodec.INSTANCE);
        }
        if (value.timeLeft().isPresent()) {
            Members.single(out, "timeLeft", value.timeLeft().get(), DurationCodec.INSTANCE);
        }
        if (value.updateMask().isPresent()) {
            Members.single(out, "updateMask", value.updateMask().get(), StringCodec.INSTANCE);
        }
        if (value.color().isPresent()) {
            Members.single(out, "color", value.color().get(), ColorCodec.INSTANCE);
        }
        if (value.nothing().isPresent()) {
            Members.single(out, "nothing", value.nothing().get(), NothingCodec.INSTANCE);
        }
        if (value.args().isPresent()) {
            Members.single(out, "args", value.args().get(), JsonObjectCodec.INSTANCE);
        }
        if (value.anything().isPresent()) {
            Members.single(out, "anything", value.anything().get(), JsonValueCodec.INSTANCE);
        }
    }

    @Override
    UnknownFields unknownFields(Kinds value) {
        return value.unknownFields();
    }
}

