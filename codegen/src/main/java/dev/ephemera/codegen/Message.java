package dev.ephemera.codegen;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One object schema. Templates read the methods by name.
 *
 * @param name the name of the type
 * @param doc the description in CommonMark
 * @param fields the fields in the description's order
 * @param marks the description's {@code x-} marks
 */
record Message(String name, String doc, List<Field> fields, Map<String, Object> marks) {

    private static final String TYPES = "dev.ephemera.types.";
    private static final String INTERNAL = TYPES + "internal.";
    private static final List<String> IMPORTS_OF_MESSAGES = List.of(
            "com.fasterxml.jackson.annotation.JsonAnyGetter",
            "com.fasterxml.jackson.annotation.JsonAnySetter",
            "com.fasterxml.jackson.annotation.JsonAutoDetect",
            "com.fasterxml.jackson.annotation.JsonCreator",
            "com.fasterxml.jackson.annotation.JsonInclude",
            "com.fasterxml.jackson.annotation.JsonPropertyOrder",
            "java.util.Map",
            "javax.annotation.processing.Generated",
            "org.immutables.value.Value",
            "org.jspecify.annotations.Nullable");
    private static final List<String> IMPORTS_OF_FIELDS = List.of(
            "com.fasterxml.jackson.annotation.JsonAlias",
            "com.fasterxml.jackson.annotation.JsonProperty",
            "java.time.Duration",
            "java.time.Instant",
            "java.util.List",
            "java.util.Optional",
            INTERNAL + "WireFormat");

    private static final List<String> IMPORTS_OF_CODECS = List.of(
            TYPES + "UnknownFields",
            "javax.annotation.processing.Generated",
            "tools.jackson.core.JsonGenerator",
            "tools.jackson.core.JsonParser");

    String wireName() {
        return (String) marks.getOrDefault("x-wire-name", name);
    }

    Optional<Field> field(String jsonName) {
        return fields.stream()
                .filter(field -> field.jsonName().equals(jsonName))
                .findFirst();
    }

    /** The imports that the type needs, sorted. */
    List<String> imports() {
        return sorted(IMPORTS_OF_MESSAGES.stream(), IMPORTS_OF_FIELDS, Field::uses);
    }

    /** The imports that its codec needs, sorted. */
    List<String> codecImports() {
        return sorted(
                Stream.concat(Stream.of(TYPES + name), IMPORTS_OF_CODECS.stream()),
                List.of("java.util.List", "java.util.Map"),
                Field::codecUses);
    }

    private List<String> sorted(Stream<String> always, List<String> ofFields, BiPredicate<Field, String> uses) {
        Stream<String> used = ofFields.stream()
                .filter(type ->
                        fields.stream().anyMatch(field -> uses.test(field, type.substring(type.lastIndexOf('.') + 1))));
        return Stream.concat(always, used).sorted().toList();
    }

    List<String> docLines() {
        return Javadoc.lines(doc);
    }

    /** The clause for the hand-written interface that gives the type its methods; empty if there is none. */
    String extendsClause() {
        return marks.get("x-mixin") instanceof String mixin ? " extends " + mixin : "";
    }

    boolean text() {
        return Boolean.TRUE.equals(marks.get("x-text"));
    }

    /** The fields that may be given as a bare string. */
    List<Field> textFields() {
        return fields.stream()
                .filter(field -> field.text() && field.cardinality() == Field.Cardinality.SINGLE)
                .toList();
    }

    /** The list fields for which empty and absent differ. */
    List<Field> presenceFields() {
        return fields.stream().filter(Field::presence).toList();
    }

    /** The names in JSON, as a list for an annotation. */
    String jsonNameLiterals() {
        return fields.stream().map(field -> Names.literal(field.jsonName())).collect(Collectors.joining(", "));
    }

    boolean anyDeprecated() {
        return fields.stream().anyMatch(Field::deprecated);
    }

    /** The arguments of the descriptor before the fields. */
    String descriptorArguments() {
        return "%s, %s, %s, %s, %s"
                .formatted(Names.literal(name), Names.literal(wireName()), text(), exactlyOne(), refused());
    }

    private String exactlyOne() {
        if (!(marks.get("x-exactly-one") instanceof List<?> names)) {
            return "List.of()";
        }
        return names.stream()
                .map(name -> Names.literal((String) name))
                .collect(Collectors.joining(", ", "List.of(", ")"));
    }

    private String refused() {
        if (!(marks.get("x-refused") instanceof Map<?, ?> reasons)) {
            return "Map.of()";
        }
        return reasons.entrySet().stream()
                .map(entry -> "entry(" + Names.literal((String) entry.getKey()) + ", "
                        + Names.literal((String) entry.getValue()) + ")")
                .collect(Collectors.joining(", ", "Map.ofEntries(", ")"));
    }
}
