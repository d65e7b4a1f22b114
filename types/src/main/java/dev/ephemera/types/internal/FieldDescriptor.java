package dev.ephemera.types.internal;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One field of a message as the description has it: names, kind and marks. */
public final class FieldDescriptor {

    /** What a single value of the field is. */
    public enum Kind {
        STRING,
        BOOL,
        INT32,
        INT64,
        FLOAT,
        DOUBLE,
        BYTES,
        TIMESTAMP,
        DURATION,
        FIELD_MASK,
        ENUM,
        MESSAGE,
        /** A free JSON object. */
        STRUCT,
        /** Any JSON. */
        ANY
    }

    /** How many values the field holds. */
    public enum Cardinality {
        SINGLE,
        LIST,
        /** String keys. */
        MAP
    }

    /** What the description says of the field besides its shape. */
    public enum Mark {
        SECRET,
        V1ALPHA_ONLY,
        UNPROVEN,
        READ_ONLY,
        DEPRECATED,
        /** A list for which empty and absent differ. */
        PRESENCE
    }

    private final String jsonName;
    private final String snakeName;
    private final Kind kind;
    private final Cardinality cardinality;
    private final @Nullable String typeName;
    private final @Nullable String wirePath;
    private final @Nullable String notInLive;
    private final List<String> aliases;
    private final Set<Mark> marks;

    private FieldDescriptor(
            String jsonName,
            String snakeName,
            Kind kind,
            Cardinality cardinality,
            @Nullable String typeName,
            @Nullable String wirePath,
            @Nullable String notInLive,
            List<String> aliases,
            Set<Mark> marks) {
        this.jsonName = jsonName;
        this.snakeName = snakeName;
        this.kind = kind;
        this.cardinality = cardinality;
        this.typeName = typeName;
        this.wirePath = wirePath;
        this.notInLive = notInLive;
        this.aliases = aliases;
        this.marks = marks;
    }

    static FieldDescriptor field(String jsonName, String snakeName, Kind kind, Cardinality cardinality) {
        return new FieldDescriptor(
                jsonName, snakeName, kind, cardinality, null, null, null, List.of(), EnumSet.noneOf(Mark.class));
    }

    FieldDescriptor type(String name) {
        return new FieldDescriptor(jsonName, snakeName, kind, cardinality, name, wirePath, notInLive, aliases, marks);
    }

    FieldDescriptor wirePath(String path) {
        return new FieldDescriptor(jsonName, snakeName, kind, cardinality, typeName, path, notInLive, aliases, marks);
    }

    FieldDescriptor notInLive(String reason) {
        return new FieldDescriptor(jsonName, snakeName, kind, cardinality, typeName, wirePath, reason, aliases, marks);
    }

    FieldDescriptor alias(String name) {
        List<String> all = new java.util.ArrayList<>(aliases);
        all.add(name);
        return new FieldDescriptor(
                jsonName, snakeName, kind, cardinality, typeName, wirePath, notInLive, List.copyOf(all), marks);
    }

    FieldDescriptor mark(Mark mark) {
        Set<Mark> all = EnumSet.copyOf(marks);
        all.add(mark);
        return new FieldDescriptor(jsonName, snakeName, kind, cardinality, typeName, wirePath, notInLive, aliases, all);
    }

    /** The name in JSON, lowerCamelCase. */
    public String jsonName() {
        return jsonName;
    }

    /** The original name, snake_case, which the service takes as well. */
    public String snakeName() {
        return snakeName;
    }

    /** Further names under which the field is read. */
    public List<String> aliases() {
        return aliases;
    }

    public Kind kind() {
        return kind;
    }

    public Cardinality cardinality() {
        return cardinality;
    }

    /** The name of the message or enum, for those kinds. */
    public Optional<String> typeName() {
        return Optional.ofNullable(typeName);
    }

    /** The message, for that kind. */
    public Optional<MessageDescriptor> message() {
        return kind == Kind.MESSAGE ? typeName().map(Descriptors::message) : Optional.empty();
    }

    /** The enum, for that kind. */
    public Optional<EnumDescriptor> enumeration() {
        return kind == Kind.ENUM ? typeName().map(Descriptors::enumeration) : Optional.empty();
    }

    /** Where the field stands in the setup, for fields of the SDK's config. */
    public Optional<String> wirePath() {
        return Optional.ofNullable(wirePath);
    }

    /** Why the field cannot be used in a Live setup, if so. */
    public Optional<String> notInLive() {
        return Optional.ofNullable(notInLive);
    }

    public boolean secret() {
        return marks.contains(Mark.SECRET);
    }

    public boolean v1alphaOnly() {
        return marks.contains(Mark.V1ALPHA_ONLY);
    }

    /** Whether it is not proven that the service takes or sends the field. */
    public boolean unproven() {
        return marks.contains(Mark.UNPROVEN);
    }

    public boolean readOnly() {
        return marks.contains(Mark.READ_ONLY);
    }

    public boolean deprecated() {
        return marks.contains(Mark.DEPRECATED);
    }

    /** Whether an empty list differs from an absent one. */
    public boolean presence() {
        return marks.contains(Mark.PRESENCE);
    }

    @Override
    public String toString() {
        return jsonName + ": " + cardinality + " " + (typeName == null ? kind : typeName) + " " + marks;
    }
}
