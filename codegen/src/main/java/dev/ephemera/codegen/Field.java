package dev.ephemera.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One field of a message, with the Java that stands for it. Templates read the methods by name.
 *
 * @param jsonName the name in JSON
 * @param accessor the name of the Java accessor
 * @param kind what one value is
 * @param cardinality one value, a list or a map
 * @param type the Java type of one value
 * @param doc the description in CommonMark
 * @param marks the description's {@code x-} marks
 * @param readOnly whether only the service sets the field
 * @param deprecated whether the field is deprecated
 * @param required whether every value has the field
 * @param text whether the type may be given as a bare string
 */
record Field(
        String jsonName,
        String accessor,
        Kind kind,
        Cardinality cardinality,
        String type,
        String doc,
        Map<String, Object> marks,
        boolean readOnly,
        boolean deprecated,
        boolean required,
        boolean text) {

    enum Cardinality {
        SINGLE,
        LIST,
        MAP
    }

    /** How a value of each kind is held in Java and how it stands in JSON. */
    enum Kind {
        STRING("String"),
        BOOL("Boolean"),
        INT32("Integer"),
        /** A decimal string in JSON, as ProtoJSON writes 64-bit integers. */
        INT64("Long", "String", "String::valueOf", "Long", ""),
        FLOAT("Double"),
        DOUBLE("Double"),
        BYTES("Bytes"),
        TIMESTAMP("Instant", "String", "Instant::toString", "String", "WireFormat::instant"),
        DURATION("Duration", "String", "WireFormat::duration", "String", "WireFormat::duration"),
        FIELD_MASK("String"),
        ENUM(""),
        MESSAGE(""),
        STRUCT("JsonObject"),
        ANY("JsonValue");

        final String javaType;
        private final String writtenAs;
        private final String writer;
        private final String readAs;
        private final String reader;

        Kind(String javaType) {
            this(javaType, "", "", "", "");
        }

        Kind(String javaType, String writtenAs, String writer, String readAs, String reader) {
            this.javaType = javaType;
            this.writtenAs = writtenAs;
            this.writer = writer;
            this.readAs = readAs;
            this.reader = reader;
        }

        /** Whether Java and JSON hold a value differently. */
        boolean converted() {
            return !writtenAs.isEmpty();
        }
    }

    String snakeName() {
        return Names.snakeCase(jsonName);
    }

    String capitalizedAccessor() {
        return Names.capitalized(accessor);
    }

    List<String> docLines() {
        return Javadoc.lines(doc);
    }

    boolean presence() {
        return marked("x-presence");
    }

    boolean secret() {
        return marked("x-secret");
    }

    private boolean marked(String mark) {
        return Boolean.TRUE.equals(marks.get(mark));
    }

    private Optional<String> mark(String mark) {
        return Optional.ofNullable((String) marks.get(mark));
    }

    /** The accessor's type. */
    String accessorType() {
        return switch (cardinality) {
            case SINGLE -> required ? (type.equals("Integer") ? "int" : type) : "Optional<" + type + ">";
            case LIST -> presence() ? "Optional<List<" + type + ">>" : "List<" + type + ">";
            case MAP -> "Map<String, " + type + ">";
        };
    }

    /** The type that Jackson writes. */
    String writtenType() {
        return switch (cardinality) {
            case SINGLE -> kind.converted() ? kind.writtenAs : type;
            case LIST -> "List<" + type + ">";
            case MAP -> "Map<String, " + type + ">";
        };
    }

    /** The expression that Jackson writes; null leaves the field out. */
    String writtenValue() {
        if (required) {
            return kind.writer.isEmpty()
                    ? accessor + "()"
                    : "Optional.of(" + accessor + "()).map(" + kind.writer + ").get()";
        }
        if (cardinality == Cardinality.SINGLE || presence()) {
            return accessor + "()" + (kind.writer.isEmpty() ? "" : ".map(" + kind.writer + ")") + ".orElse(null)";
        }
        return "WireFormat.orNull(" + accessor + "())";
    }

    /** The type that Jackson reads. */
    String readType() {
        return switch (cardinality) {
            case SINGLE -> kind.converted() ? kind.readAs : type;
            case LIST -> "List<" + type + ">";
            case MAP -> "Map<String, " + type + ">";
        };
    }

    /** The statement that gives the builder what Jackson read, which is null for a JSON null. */
    String readStatement() {
        if (cardinality != Cardinality.SINGLE && !presence()) {
            return accessor + "(WireFormat.orEmpty(read))";
        }
        String value = "Optional.ofNullable(read)" + (kind.reader.isEmpty() ? "" : ".map(" + kind.reader + ")");
        return required ? value + ".ifPresent(this::" + accessor + ")" : accessor + "(" + value + ")";
    }

    /** The names under which the field is read, as labels of a {@code case}. */
    String readNames() {
        return Stream.concat(Stream.of(jsonName), aliases().stream())
                .map(Names::literal)
                .collect(Collectors.joining(", "));
    }

    /** The statement that gives the builder what its codec reads. */
    String codecRead() {
        String read = "Members.%s(in, %s)".formatted(codecVerb(), codec());
        return switch (cardinality) {
            case SINGLE -> required ? read + ".ifPresent(value::" + accessor + ")" : builderTakes(read);
            case LIST -> builderTakes(presence() ? read : read + ".orElse(List.of())");
            case MAP -> builderTakes(read + ".orElse(Map.of())");
        };
    }

    private String builderTakes(String argument) {
        return "value." + accessor + "(" + argument + ")";
    }

    /** The statement that lets the codec write the field if it is set; the codec is not loaded otherwise. */
    String codecWrite() {
        String value = "value." + accessor + "()";
        boolean optional = accessorType().startsWith("Optional");
        String write = "Members.%s(out, %s, %s, %s);"
                .formatted(codecVerb(), Names.literal(jsonName), optional ? value + ".get()" : value, codec());
        if (required) {
            return write;
        }
        String set = optional ? value + ".isPresent()" : "!" + value + ".isEmpty()";
        return "if (" + set + ") {\n            " + write + "\n        }";
    }

    private String codecVerb() {
        return switch (cardinality) {
            case SINGLE -> "single";
            case LIST -> "list";
            case MAP -> "map";
        };
    }

    private String codec() {
        return switch (kind) {
            case STRING, FIELD_MASK -> "StringCodec.INSTANCE";
            case BOOL -> "BoolCodec.INSTANCE";
            case INT32 -> "Int32Codec.INSTANCE";
            case INT64 -> "Int64Codec.INSTANCE";
            case FLOAT, DOUBLE -> "DoubleCodec.INSTANCE";
            case BYTES -> "BytesCodec.INSTANCE";
            case TIMESTAMP -> "TimestampCodec.INSTANCE";
            case DURATION -> "DurationCodec.INSTANCE";
            case STRUCT -> "JsonObjectCodec.INSTANCE";
            case ANY -> "JsonValueCodec.INSTANCE";
            case ENUM, MESSAGE -> type + "Codec.INSTANCE";
        };
    }

    private String aliasAnnotation() {
        List<String> literals = aliases().stream().map(Names::literal).toList();
        return literals.isEmpty() ? "" : "@JsonAlias({" + String.join(", ", literals) + "}) ";
    }

    private List<String> aliases() {
        List<String> aliases = new ArrayList<>();
        if (marks.get("x-alias") instanceof List<?> names) {
            names.forEach(name -> aliases.add((String) name));
        }
        return aliases;
    }

    /** The annotations of the method that takes what Jackson read. */
    String readAnnotations() {
        return aliasAnnotation() + "@JsonProperty(" + Names.literal(jsonName) + ")";
    }

    /** Whether the Java of the field mentions a type. */
    boolean uses(String simpleName) {
        return mentions(
                String.join(" ", readAnnotations(), readStatement(), accessorType(), writtenType(), writtenValue()),
                simpleName);
    }

    /** Whether the Java that reads the field token by token mentions a type. */
    boolean codecUses(String simpleName) {
        return mentions(codecRead(), simpleName);
    }

    private static boolean mentions(String java, String simpleName) {
        return Pattern.compile("\\b" + simpleName + "\\b").matcher(java).find();
    }

    /** The path in the setup, for fields of the SDK's config. */
    Optional<String> wirePath() {
        return mark("x-wire-path");
    }

    /** The expression that describes the field in the descriptor. */
    String descriptor() {
        StringBuilder out = new StringBuilder("field(%s, %s, Kind.%s, Cardinality.%s)"
                .formatted(Names.literal(jsonName), Names.literal(snakeName()), kind, cardinality));
        if (kind == Kind.ENUM || kind == Kind.MESSAGE) {
            out.append(".type(").append(Names.literal(type)).append(')');
        }
        wirePath()
                .ifPresent(path ->
                        out.append(".wirePath(").append(Names.literal(path)).append(')'));
        mark("x-not-in-live")
                .ifPresent(why ->
                        out.append(".notInLive(").append(Names.literal(why)).append(')'));
        aliases()
                .forEach(alias ->
                        out.append(".alias(").append(Names.literal(alias)).append(')'));
        appendMark(out, secret(), "SECRET");
        appendMark(out, marked("x-v1alpha"), "V1ALPHA_ONLY");
        appendMark(out, marked("x-unproven"), "UNPROVEN");
        appendMark(out, readOnly, "READ_ONLY");
        appendMark(out, deprecated, "DEPRECATED");
        appendMark(out, presence(), "PRESENCE");
        return out.toString();
    }

    private static void appendMark(StringBuilder out, boolean marked, String name) {
        if (marked) {
            out.append(".mark(Mark.").append(name).append(')');
        }
    }
}
