package dev.ephemera.emulator.internal.protojson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.FieldDescriptor.Kind;
import dev.ephemera.types.internal.MessageDescriptor;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Holds a normalised message to the description, by rules of its own: names as the service writes them, every kind in its one form. */
final class Canonical {

    private Canonical() {}

    static void check(String type, String version, JsonNode message) {
        message(Descriptors.message(type), version, message);
    }

    private static void message(MessageDescriptor type, String version, JsonNode message) {
        assertThat(message.isObject()).as(type.wireName()).isTrue();
        for (Map.Entry<String, JsonNode> member : message.properties()) {
            Optional<FieldDescriptor> field = type.field(member.getKey());
            assertThat(field).as(type.wireName() + "." + member.getKey()).isPresent();
            assertThat(field.get().jsonName()).isEqualTo(member.getKey());
            assertThat(field.get().v1alphaOnly() && !version.equals("v1alpha")).isFalse();
            switch (field.get().cardinality()) {
                case SINGLE -> value(field.get(), version, member.getValue());
                case LIST -> {
                    assertThat(member.getValue().isArray()).isTrue();
                    member.getValue().forEach(value -> value(field.get(), version, value));
                }
                case MAP -> {
                    assertThat(member.getValue().isObject()).isTrue();
                    member.getValue().forEach(value -> value(field.get(), version, value));
                }
            }
        }
    }

    private static void value(FieldDescriptor field, String version, JsonNode value) {
        if (field.kind() == Kind.MESSAGE) {
            message(field.message().orElseThrow(), version, value);
        } else {
            assertThat(canonical(field, value))
                    .as(field.jsonName() + ": " + value)
                    .isTrue();
        }
    }

    private static boolean canonical(FieldDescriptor field, JsonNode value) {
        return switch (field.kind()) {
            case STRING, FIELD_MASK -> value.isString();
            case BOOL -> value.isBoolean();
            case INT32 -> value.isInt();
            case INT64 ->
                value.isString()
                        && Long.toString(Long.parseLong(value.stringValue())).equals(value.stringValue());
            case FLOAT, DOUBLE -> value.isNumber() || value.isString();
            case BYTES ->
                value.isString()
                        && value.stringValue().length() % 4 == 0
                        && Base64.getDecoder().decode(value.stringValue()) != null;
            case TIMESTAMP -> Instant.parse(value.stringValue()).toString().equals(value.stringValue());
            case DURATION -> value.stringValue().endsWith("s");
            case ENUM ->
                value.isInt() || field.enumeration().orElseThrow().values().contains(value.stringValue());
            case STRUCT -> value.isObject();
            case ANY -> true;
            case MESSAGE -> false;
        };
    }
}
