package dev.ephemera.emulator.internal.script;

import dev.ephemera.emulator.internal.protojson.Oneofs;
import dev.ephemera.emulator.internal.protojson.Oneofs.Oneof;
import dev.ephemera.emulator.internal.script.Shape.AnyOrder;
import dev.ephemera.emulator.internal.script.Shape.Items;
import dev.ephemera.emulator.internal.script.Shape.Leaf;
import dev.ephemera.emulator.internal.script.Shape.Members;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.FieldDescriptor.Cardinality;
import dev.ephemera.types.internal.MessageDescriptor;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Reads what a message of the client is expected to look like: JSON, in which an object with one key that begins with a
 * dollar sign says what the value must be like. Names may be written in lowerCamelCase or snake_case. Pure.
 */
final class ShapeReader {

    private static final List<String> MATCHERS =
            List.of("$any", "$regex", "$number", "$bytes", "$contains", "$anyOrder", "$equals");
    private static final List<String> RANGE = List.of("atLeast", "atMost");

    /** Whether a name that the description does not know is refused. */
    private final boolean strict;

    ShapeReader(boolean strict) {
        this.strict = strict;
    }

    Shape message(At at) {
        return value(at, Optional.of(Descriptors.message("LiveClientMessage")));
    }

    private Shape members(At at, Optional<MessageDescriptor> type) {
        Map<String, Shape> members = new LinkedHashMap<>();
        Map<Oneof, String> held = new HashMap<>();
        for (String name : at.node().propertyNames()) {
            Optional<FieldDescriptor> field = type.flatMap(known -> known.field(name));
            if (type.isPresent() && field.isEmpty() && strict) {
                throw at.member(name)
                        .wrong("is no field of " + type.get().name() + "; its fields are "
                                + type.get().fields().stream()
                                        .map(FieldDescriptor::jsonName)
                                        .collect(Collectors.joining(", "))
                                + ".");
            }
            if (strict && at.node().hasNonNull(name)) {
                field.flatMap(known -> Oneofs.of(type.get().name(), known.jsonName()))
                        .map(union -> held.put(union, name))
                        .ifPresent(other -> {
                            throw both(at, other, name);
                        });
            }
            members.put(field.map(FieldDescriptor::jsonName).orElse(name), field(at.member(name), field));
        }
        return new Members(members);
    }

    /** No message that keeps the service's rules holds two members of a union, so none would match. */
    private static MisreadException both(At at, String one, String other) {
        return at.wrong("holds both " + one + " and " + other
                + ", and a message holds one of them only; expect them one" + " after the other.");
    }

    /** Reads the value of a field; of one that is not known, if there is none. */
    private Shape field(At at, Optional<FieldDescriptor> field) {
        boolean map =
                field.filter(known -> known.cardinality() == Cardinality.MAP).isPresent();
        return map && !isMatcher(at.node()) && at.node().isObject()
                ? new Members(at.node().propertyNames().stream()
                        .collect(Collectors.toMap(
                                name -> name,
                                name -> value(at.member(name), field.get().message()),
                                (one, other) -> other,
                                LinkedHashMap::new)))
                : value(at, field.flatMap(FieldDescriptor::message));
    }

    private Shape value(At at, Optional<MessageDescriptor> type) {
        JsonNode node = at.node();
        if (isMatcher(node)) {
            return matcher(at, type);
        }
        if (node.isObject()) {
            return members(at, type);
        }
        if (node.isArray()) {
            return new Items(values(at, type));
        }
        return node.isNull()
                ? new Leaf("nothing", value -> value.isMissingNode() || value.isNull())
                : new Leaf(Shown.of(node), value -> same(node, value));
    }

    private List<Shape> values(At at, Optional<MessageDescriptor> type) {
        return at.items().stream().map(item -> value(item, type)).toList();
    }

    private static boolean isMatcher(JsonNode node) {
        return node.isObject() && node.propertyNames().stream().anyMatch(name -> name.startsWith("$"));
    }

    private Shape matcher(At at, Optional<MessageDescriptor> type) {
        at.object(MATCHERS);
        if (at.node().size() != 1) {
            throw at.wrong("holds several matchers; give one.");
        }
        String name = at.node().propertyNames().iterator().next();
        At argument = at.member(name);
        return switch (name) {
            case "$any" -> any(argument);
            case "$regex" -> regex(argument);
            case "$number" -> number(argument);
            case "$bytes" -> bytes(argument);
            case "$contains" -> new AnyOrder(values(argument, type), true);
            case "$anyOrder" -> new AnyOrder(values(argument, type), false);
            default -> new Leaf("exactly " + Shown.of(argument.node()), value -> same(argument.node(), value));
        };
    }

    private static Shape any(At at) {
        if (!at.flag()) {
            throw at.wrong("must be true; null stands for a value that is not there.");
        }
        return new Leaf("anything", value -> !value.isMissingNode() && !value.isNull());
    }

    private static Shape regex(At at) {
        try {
            Pattern pattern = Pattern.compile(at.text(), Pattern.DOTALL);
            return new Leaf(
                    "a text like /" + Shown.cut(at.text()) + "/",
                    value -> value.isString()
                            && pattern.matcher(value.stringValue()).matches());
        } catch (PatternSyntaxException malformed) {
            throw at.wrong("is no regular expression: " + malformed.getDescription());
        }
    }

    private static Shape number(At at) {
        Range range = Range.read(at);
        return new Leaf(
                "a number " + range,
                value -> decimal(value).filter(range::holds).isPresent());
    }

    private static Shape bytes(At at) {
        Range range = Range.read(at);
        return new Leaf(
                "bytes whose number is " + range,
                value -> value.isString()
                        && length(value.stringValue()).filter(range::holds).isPresent());
    }

    private static Optional<BigDecimal> length(String base64) {
        try {
            return Optional.of(new BigDecimal(Base64.getDecoder().decode(base64).length));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    /** A number stands for the same number in a text too, as in JSON whole numbers of 64 bits do. */
    private static boolean same(JsonNode expected, JsonNode value) {
        if (expected.isNumber() || value.isNumber()) {
            Optional<BigDecimal> one = decimal(expected);
            Optional<BigDecimal> other = decimal(value);
            return one.isPresent() && other.isPresent() && one.get().compareTo(other.get()) == 0;
        }
        if (expected.isObject() && value.isObject()) {
            return expected.size() == value.size()
                    && expected.properties().stream()
                            .allMatch(member -> same(member.getValue(), value.path(member.getKey())));
        }
        if (expected.isArray() && value.isArray() && expected.size() == value.size()) {
            for (int i = 0; i < expected.size(); i++) {
                if (!same(expected.get(i), value.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return expected.equals(value);
    }

    private static Optional<BigDecimal> decimal(JsonNode value) {
        if (value.isNumber()) {
            return Optional.of(value.decimalValue());
        }
        boolean whole = value.isString() && value.stringValue().matches("-?\\d{1,19}");
        return whole ? Optional.of(new BigDecimal(value.stringValue())) : Optional.empty();
    }

    /** From one number to another; from or to any where one is missing. */
    private record Range(Optional<BigDecimal> atLeast, Optional<BigDecimal> atMost) {

        static Range read(At at) {
            if (at.node().isNumber()) {
                Optional<BigDecimal> exactly = Optional.of(at.node().decimalValue());
                return new Range(exactly, exactly);
            }
            at.object(RANGE);
            return new Range(end(at, "atLeast"), end(at, "atMost"));
        }

        private static Optional<BigDecimal> end(At at, String name) {
            return at.given(name).map(end -> {
                if (!end.node().isNumber()) {
                    throw end.wrong("must be a number, and is " + end.shown());
                }
                return end.node().decimalValue();
            });
        }

        boolean holds(BigDecimal number) {
            return atLeast.filter(least -> number.compareTo(least) < 0).isEmpty()
                    && atMost.filter(most -> number.compareTo(most) > 0).isEmpty();
        }

        @Override
        public String toString() {
            if (atMost.isEmpty()) {
                return atLeast.map(least -> "from " + least).orElse("of any size");
            }
            if (atLeast.equals(atMost)) {
                return atMost.get().toString();
            }
            return atLeast.map(least -> "from " + least + " to ").orElse("up to ") + atMost.get();
        }
    }
}
