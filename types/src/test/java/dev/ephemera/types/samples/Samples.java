package dev.ephemera.types.samples;

import dev.ephemera.types.OpenEnum;
import dev.ephemera.types.UnknownFields;
import dev.ephemera.types.internal.EnumDescriptor;
import dev.ephemera.types.internal.FieldDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Random instances of every message, built through the public builders. */
public final class Samples {

    private static final int DEPTH = 3;

    private final Scalars scalars;
    private final JsonSamples json;
    private final boolean liveOnly;

    private Samples(Scalars scalars, boolean liveOnly) {
        this.scalars = scalars;
        this.json = new JsonSamples(scalars);
        this.liveOnly = liveOnly;
    }

    /** Samples of one subject, the same for the same seed. */
    public static Samples of(Random random) {
        return new Samples(new Scalars(random), false);
    }

    /** Samples of what a Live session takes: fields and values that the description has, and has for Live. */
    public static Samples inLive(Random random) {
        return new Samples(
                new Scalars(random) {
                    @Override
                    String enumValue(EnumDescriptor enumeration) {
                        return pick(enumeration.values());
                    }

                    @Override
                    double number() {
                        return oneIn(2) ? pick(List.of(0.0, -0.0, 0.1, 1e30, Double.NaN)) : random.nextGaussian();
                    }
                },
                true);
    }

    /** Samples whose strings and bytes are given, so that a test can look for them. */
    public static Samples withStrings(Random random, Supplier<String> strings) {
        return new Samples(
                new Scalars(random) {
                    @Override
                    public String string() {
                        return strings.get();
                    }
                },
                false);
    }

    /** The fullest value, the emptiest one, and random ones in between. */
    public Stream<Object> of(MessageType type, int randomCount) {
        return Stream.concat(
                Stream.of(full(type), empty(type)),
                Stream.generate(() -> random(type)).limit(randomCount));
    }

    /** A value with every field set, and with unknown fields. */
    public Object full(MessageType type) {
        return type.build(values(type, 0, field -> true), json.unknownFields(type.names()));
    }

    /** A value with nothing set but what must be. */
    public Object empty(MessageType type) {
        return empty(type, UnknownFields.none());
    }

    /** A value with nothing set but what must be, and fields that a newer service sent. */
    public Object empty(MessageType type, UnknownFields unknownFields) {
        return type.build(values(type, 0, type::required), unknownFields);
    }

    /** A value with one field set. */
    public Object only(MessageType type, FieldDescriptor wanted) {
        return type.build(values(type, 0, field -> field.equals(wanted) || type.required(field)), UnknownFields.none());
    }

    /** A value with some fields set. */
    public Object random(MessageType type) {
        return nested(type, 0);
    }

    private Object nested(MessageType type, int depth) {
        boolean deepest = depth == DEPTH;
        Predicate<FieldDescriptor> chosen =
                field -> type.required(field) || (!deepest && taken(field) && scalars.oneIn(depth == 0 ? 2 : 3));
        return type.build(
                values(type, depth, chosen),
                !liveOnly && scalars.oneIn(4) ? json.unknownFields(type.names()) : UnknownFields.none());
    }

    private boolean taken(FieldDescriptor field) {
        return !liveOnly || field.notInLive().isEmpty();
    }

    private Map<FieldDescriptor, Object> values(MessageType type, int depth, Predicate<FieldDescriptor> chosen) {
        Map<FieldDescriptor, Object> values = new LinkedHashMap<>();
        type.descriptor().fields().stream().filter(chosen).forEach(field -> values.put(field, value(field, depth)));
        return values;
    }

    private Object value(FieldDescriptor field, int depth) {
        return switch (field.cardinality()) {
            case SINGLE -> single(field, depth);
            case LIST -> list(field, depth);
            case MAP -> map(field, depth);
        };
    }

    /** Not empty, but where empty and absent differ. */
    private List<Object> list(FieldDescriptor field, int depth) {
        List<Object> items = new ArrayList<>();
        for (int count = scalars.below(3) + (field.presence() ? 0 : 1); count > 0; count--) {
            items.add(single(field, depth));
        }
        return items;
    }

    private Map<String, Object> map(FieldDescriptor field, int depth) {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (int count = 1 + scalars.below(3); count > 0; count--) {
            entries.put(scalars.string(), single(field, depth));
        }
        return entries;
    }

    private Object single(FieldDescriptor field, int depth) {
        return switch (field.kind()) {
            case STRING, FIELD_MASK -> scalars.string();
            case BOOL -> scalars.bool();
            case INT32 -> scalars.int32();
            case INT64 -> scalars.int64();
            case FLOAT, DOUBLE -> scalars.number();
            case BYTES -> scalars.bytes();
            case TIMESTAMP -> scalars.instant();
            case DURATION -> scalars.duration();
            case ENUM -> constant(field);
            case MESSAGE -> nested(MessageType.of(field.typeName().orElseThrow()), depth + 1);
            case STRUCT -> json.object();
            case ANY -> json.value();
        };
    }

    private OpenEnum constant(FieldDescriptor field) {
        return EnumType.of(field.typeName().orElseThrow())
                .constant(scalars.enumValue(field.enumeration().orElseThrow()));
    }
}
