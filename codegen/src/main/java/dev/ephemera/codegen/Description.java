package dev.ephemera.codegen;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The component schemas of an OpenAPI document, read into messages and enums.
 *
 * @param messages the object schemas by name
 * @param enumerations the enum schemas by name
 */
@SuppressWarnings("rawtypes") // the parser hands its schemas out raw
record Description(Map<String, Message> messages, Map<String, Enumeration> enumerations) {

    static Description of(OpenAPI openApi) {
        Map<String, Message> messages = new LinkedHashMap<>();
        Map<String, Enumeration> enumerations = new LinkedHashMap<>();
        Map<String, Schema> schemas = openApi.getComponents().getSchemas();
        schemas.forEach((name, schema) -> {
            if (schema.getEnum() != null) {
                enumerations.put(name, enumeration(name, schema));
            } else {
                messages.put(name, message(name, schema, schemas));
            }
        });
        return new Description(messages, enumerations);
    }

    private static Enumeration enumeration(String name, Schema<?> schema) {
        return new Enumeration(
                name,
                described(name, schema.getDescription()),
                schema.getEnum().stream().map(Object::toString).toList());
    }

    private static Message message(String name, Schema<?> schema, Map<String, Schema> schemas) {
        List<Field> fields = new ArrayList<>();
        Optional.ofNullable(schema.getProperties())
                .ifPresent(properties -> properties.forEach((jsonName, property) ->
                        fields.add(field(name, jsonName, property, required(schema, jsonName), schemas))));
        return new Message(name, described(name, schema.getDescription()), fields, marks(schema));
    }

    private static Field field(
            String owner, String jsonName, Schema<?> property, boolean required, Map<String, Schema> schemas) {
        String where = owner + "." + jsonName;
        Field.Cardinality cardinality = Field.Cardinality.SINGLE;
        Schema<?> value = property;
        if (property.getItems() != null) {
            cardinality = Field.Cardinality.LIST;
            value = property.getItems();
        } else if (property.getAdditionalProperties() instanceof Schema<?> entry && !isAny(entry)) {
            cardinality = Field.Cardinality.MAP;
            value = entry;
        }
        Field.Kind kind = kind(where, value, schemas);
        if (cardinality != Field.Cardinality.SINGLE && kind.converted()) {
            throw new IllegalArgumentException(
                    where + ": a " + cardinality + " of " + kind + " has no Java form yet; teach Field to write one.");
        }
        String type = value.get$ref() == null ? kind.javaType : referenced(value);
        Map<String, Object> marks = marks(property);
        return new Field(
                jsonName,
                (String) marks.getOrDefault("x-java-name", jsonName),
                kind,
                cardinality,
                type,
                described(where, property.getDescription()),
                marks,
                isTrue(property.getReadOnly()),
                isTrue(property.getDeprecated()),
                required,
                kind == Field.Kind.MESSAGE
                        && marks(target(where, value, schemas)).containsKey("x-text"));
    }

    private static boolean required(Schema<?> owner, String jsonName) {
        return owner.getRequired() != null && owner.getRequired().contains(jsonName);
    }

    private static Field.Kind kind(String where, Schema<?> value, Map<String, Schema> schemas) {
        if (value.get$ref() != null) {
            return target(where, value, schemas).getEnum() == null ? Field.Kind.MESSAGE : Field.Kind.ENUM;
        }
        if (isAny(value)) {
            return Field.Kind.ANY;
        }
        boolean mapInside = value.getAdditionalProperties() instanceof Schema<?> entry && !isAny(entry);
        if (value.getEnum() != null || mapInside) {
            throw new IllegalArgumentException(where + " is declared inline: give it a schema of its own.");
        }
        String type = type(value);
        String format = Optional.ofNullable(value.getFormat()).orElse("");
        return switch (type + ":" + format) {
            case "string:" -> Field.Kind.STRING;
            case "string:byte" -> Field.Kind.BYTES;
            case "string:date-time" -> Field.Kind.TIMESTAMP;
            case "string:duration-s" -> Field.Kind.DURATION;
            case "string:field-mask" -> Field.Kind.FIELD_MASK;
            case "string:int64" -> Field.Kind.INT64;
            case "boolean:" -> Field.Kind.BOOL;
            case "integer:int32" -> Field.Kind.INT32;
            case "number:float" -> Field.Kind.FLOAT;
            case "number:double" -> Field.Kind.DOUBLE;
            case "object:" -> Field.Kind.STRUCT;
            default ->
                throw new IllegalArgumentException(
                        where + ": no Java form for type " + type + " with format '" + format + "'.");
        };
    }

    private static Schema<?> target(String where, Schema<?> value, Map<String, Schema> schemas) {
        Schema<?> target = schemas.get(referenced(value));
        if (target == null) {
            throw new IllegalArgumentException(where + " refers to " + value.get$ref() + ", which is missing.");
        }
        return target;
    }

    private static String referenced(Schema<?> value) {
        return value.get$ref().substring(value.get$ref().lastIndexOf('/') + 1);
    }

    private static boolean isAny(Schema<?> schema) {
        return schema.get$ref() == null && type(schema).isEmpty() && schema.getItems() == null;
    }

    /** OpenAPI 3.1 has a set of types, of which our description uses at most one. */
    private static String type(Schema<?> schema) {
        if (schema.getTypes() != null && !schema.getTypes().isEmpty()) {
            return schema.getTypes().iterator().next();
        }
        return Optional.ofNullable(schema.getType()).orElse("");
    }

    private static Map<String, Object> marks(Schema<?> schema) {
        return Optional.ofNullable(schema.getExtensions()).orElse(Map.of());
    }

    private static boolean isTrue(@Nullable Boolean value) {
        return Boolean.TRUE.equals(value);
    }

    private static String described(String where, @Nullable String description) {
        if (description == null || description.isBlank()) {
            throw new IllegalArgumentException(where + " has no description, and so no Javadoc.");
        }
        return description;
    }
}
