package dev.ephemera.emulator.internal.protojson;

import dev.ephemera.types.internal.EnumDescriptor;
import dev.ephemera.types.internal.FieldDescriptor.Kind;
import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/**
 * Reads single values by the JSON mapping of Protocol Buffers: each kind in every form that it may take on input, into
 * the one form that it has on output. Pure.
 */
final class Scalars {

    private static final BigDecimal MAX_FLOAT = new BigDecimal(Float.MAX_VALUE);
    private static final BigDecimal MAX_DOUBLE = new BigDecimal(Double.MAX_VALUE);

    private Scalars() {}

    /** Returns the canonical form; empty if the value is none of the kind. Messages and enums are not read here. */
    static Optional<JsonNode> read(Kind kind, JsonNode value) {
        return switch (kind) {
            case STRING, FIELD_MASK -> Optional.of(value).filter(JsonNode::isString);
            case BOOL -> Optional.of(value).filter(JsonNode::isBoolean);
            case INT32 ->
                whole(value)
                        .filter(number -> number == (int) (long) number)
                        .map(number -> IntNode.valueOf((int) (long) number));
            case INT64 -> whole(value).map(number -> StringNode.valueOf(Long.toString(number)));
            case FLOAT -> floating(value, MAX_FLOAT);
            case DOUBLE -> floating(value, MAX_DOUBLE);
            case BYTES -> text(value).flatMap(Base64Text::normalise).map(StringNode::valueOf);
            case TIMESTAMP -> text(value).flatMap(TimeText::timestamp).map(StringNode::valueOf);
            case DURATION -> text(value).flatMap(TimeText::duration).map(StringNode::valueOf);
            case STRUCT -> Optional.of(value).filter(JsonNode::isObject);
            case ANY -> Optional.of(value);
            case ENUM, MESSAGE -> throw new IllegalArgumentException(kind + " is not a scalar");
        };
    }

    /** Reads an enum value, by its name or by its number where that is known, into its name. */
    static Optional<JsonNode> readEnum(EnumDescriptor type, JsonNode value) {
        if (value.isNumber()) {
            return whole(value)
                    .flatMap(number -> EnumNumbers.name(type, number))
                    .map(StringNode::valueOf);
        }
        return Optional.of(value)
                .filter(JsonNode::isString)
                .filter(name -> type.values().contains(name.stringValue()));
    }

    private static Optional<String> text(JsonNode value) {
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    private static Optional<Long> whole(JsonNode value) {
        return decimal(value).flatMap(Scalars::toLong);
    }

    private static Optional<Long> toLong(BigDecimal number) {
        // Before any conversion: 1e999999999 is a short text and a very long integer.
        if (number.signum() != 0 && (long) number.precision() - number.scale() > 19) {
            return Optional.empty();
        }
        try {
            return Optional.of(number.longValueExact());
        } catch (ArithmeticException fractionOrTooLarge) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> floating(JsonNode value, BigDecimal limit) {
        if (value.isString()) {
            String name = value.stringValue();
            if (name.equals("NaN") || name.equals("Infinity") || name.equals("-Infinity")) {
                return Optional.of(value);
            }
        }
        return decimal(value)
                .filter(number -> number.abs().compareTo(limit) <= 0)
                .map(number -> value.isNumber() ? value : DoubleNode.valueOf(number.doubleValue()));
    }

    private static Optional<BigDecimal> decimal(JsonNode value) {
        if (value.isNumber()) {
            return Optional.of(value.decimalValue());
        }
        return text(value).filter(Scalars::looksLikeNumber).flatMap(Scalars::parse);
    }

    /** Tells JSON's numbers from what else BigDecimal reads, such as "+1" and digits of other scripts. */
    private static boolean looksLikeNumber(String text) {
        return text.length() <= 100
                && !text.startsWith("+")
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
    }

    private static Optional<BigDecimal> parse(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
