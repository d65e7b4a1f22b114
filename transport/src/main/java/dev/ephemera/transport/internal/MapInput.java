package dev.ephemera.transport.internal;

import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import dev.ephemera.types.OpenEnum;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.FieldDescriptor.Kind;
import dev.ephemera.types.internal.MessageDescriptor;
import dev.ephemera.types.internal.WireFormat;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads one of the types from a map of plain Java values, strictly: a key that the description does not know, in camelCase or
 * snake_case, is refused by name. Pure.
 */
public final class MapInput {

    private static final Pattern SECONDS = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,9})?s");
    private static final int LONGEST_SHOWN = 60;

    private MapInput() {}

    /**
     * Reads a value.
     *
     * @param map keys and plain values: strings, numbers, booleans, lists, maps, times, byte arrays, enums, or values of the
     *     types; null means absent
     * @param message the descriptor of the type
     * @param type the type
     * @throws IllegalArgumentException if a key is unknown or refused, or a value is of the wrong kind; the message names the
     *     path
     */
    public static <T> T read(Map<String, ?> map, MessageDescriptor message, Class<T> type) {
        JsonObject object = message(map, message, "");
        try {
            return Json.read(Json.writeBytes(object), type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "The map is no " + message.name() + ": a value in it has the wrong form.", e);
        }
    }

    private static JsonObject message(Map<?, ?> map, MessageDescriptor message, String path) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            String name = String.valueOf(key);
            String place = path + name;
            FieldDescriptor field = field(message, name, place);
            Object plain = plain(value);
            if (plain != null && members.put(field.jsonName(), values(plain, field, place)) != null) {
                throw new IllegalArgumentException(
                        place + " stands twice, as " + field.jsonName() + " and as " + field.snakeName() + ".");
            }
        });
        return JsonObject.of(members);
    }

    private static FieldDescriptor field(MessageDescriptor message, String name, String place) {
        return message.field(name).orElseThrow(() -> {
            String reason = message.refused().get(name);
            return new IllegalArgumentException(
                    reason != null
                            ? place + " is refused: " + reason + "."
                            : place + " is unknown; " + message.name() + " has "
                                    + message.fields().stream()
                                            .map(FieldDescriptor::jsonName)
                                            .collect(Collectors.joining(", "))
                                    + ".");
        });
    }

    private static JsonValue values(Object value, FieldDescriptor field, String place) {
        return switch (field.cardinality()) {
            case SINGLE -> single(value, field, place);
            case LIST -> {
                List<JsonValue> items = new ArrayList<>();
                for (Object item : items(value, place)) {
                    items.add(single(
                            required(item, place + "[" + items.size() + "]"), field, place + "[" + items.size() + "]"));
                }
                yield JsonValue.of(items);
            }
            case MAP -> {
                Map<String, JsonValue> entries = new LinkedHashMap<>();
                map(value, place)
                        .forEach((key, entry) -> entries.put(
                                String.valueOf(key),
                                single(required(entry, place + "." + key), field, place + "." + key)));
                yield JsonValue.of(entries);
            }
        };
    }

    private static JsonValue single(Object value, FieldDescriptor field, String place) {
        return switch (field.kind()) {
            case MESSAGE -> messageOrText(value, field.message().orElseThrow(), place);
            case STRUCT -> JsonValue.of(map(value, place));
            case ANY -> JsonValue.of(value);
            case BOOL -> JsonValue.of(kind(value, Boolean.class, "a boolean", place));
            case INT32, INT64 -> integer(value, field.kind(), place);
            case FLOAT, DOUBLE -> number(value, place);
            case STRING, FIELD_MASK -> JsonValue.of(kind(value, CharSequence.class, "a string", place));
            case ENUM ->
                JsonValue.of(
                        value instanceof Enum<?> || value instanceof OpenEnum
                                ? value
                                : kind(value, CharSequence.class, "a string or an enum", place));
            case TIMESTAMP -> JsonValue.of(timestamp(value, place));
            case DURATION -> JsonValue.of(duration(value, place));
            case BYTES -> JsonValue.of(bytes(value, place));
        };
    }

    private static JsonValue messageOrText(Object value, MessageDescriptor message, String place) {
        if (value instanceof CharSequence text && message.text()) {
            return JsonValue.of(text);
        }
        return JsonValue.of(message(map(value, place), message, place + "."));
    }

    private static JsonValue integer(Object value, Kind kind, String place) {
        try {
            BigDecimal number = new BigDecimal(
                    value instanceof Number || value instanceof CharSequence ? value.toString() : "not a number");
            return JsonValue.of(kind == Kind.INT32 ? (Object) number.intValueExact() : number.longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    place + " must be " + (kind == Kind.INT32 ? "a 32-bit" : "a 64-bit") + " integer, not "
                            + shown(value) + ".",
                    e);
        }
    }

    private static JsonValue number(Object value, String place) {
        Number number = kind(value, Number.class, "a number", place);
        if (!Double.isFinite(number.doubleValue()) && !(number instanceof BigDecimal)) {
            throw new IllegalArgumentException(place + " must be a finite number, not " + number + ".");
        }
        return JsonValue.of(number);
    }

    private static String timestamp(Object value, String place) {
        Object time = value instanceof OffsetDateTime || value instanceof ZonedDateTime
                ? Instant.from((TemporalAccessor) value)
                : value;
        String text = time instanceof Instant
                ? time.toString()
                : kind(value, CharSequence.class, "an Instant or an RFC 3339 string", place)
                        .toString();
        try {
            OffsetDateTime.parse(text);
            return text;
        } catch (DateTimeException e) {
            throw malformed(
                    place, text, "a time from year 1 to 9999 in the form of RFC 3339, such as 2030-01-01T00:00:00Z", e);
        }
    }

    private static String duration(Object value, String place) {
        if (value instanceof Duration duration) {
            return WireFormat.duration(duration);
        }
        String text = kind(value, CharSequence.class, "a Duration or a string such as 3.5s", place)
                .toString();
        if (!SECONDS.matcher(text).matches()) {
            throw malformed(place, text, "a length of time in seconds, such as 3.5s", null);
        }
        return text;
    }

    private static String bytes(Object value, String place) {
        if (value instanceof byte[] bytes) {
            return Bytes.copyOf(bytes).toBase64();
        }
        if (value instanceof Bytes bytes) {
            return bytes.toBase64();
        }
        try {
            return Bytes.ofBase64(kind(value, CharSequence.class, "a byte array or base64", place)
                            .toString())
                    .toBase64();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
        }
    }

    private static IllegalArgumentException malformed(
            String place, String text, String wanted, @Nullable Throwable cause) {
        String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
        return new IllegalArgumentException(place + " is \"" + shown + "\"; it must be " + wanted + ".", cause);
    }

    private static <T> T kind(Object value, Class<T> type, String wanted, String place) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(place + " must be " + wanted + ", not " + shown(value) + ".");
        }
        return type.cast(value);
    }

    private static Iterable<?> items(Object value, String place) {
        return value instanceof Object[] array ? Arrays.asList(array) : kind(value, Iterable.class, "a list", place);
    }

    private static Map<?, ?> map(Object value, String place) {
        return kind(value, Map.class, "a map", place);
    }

    /** Values of the types stand for the plain ones that they are in JSON. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof JsonValue json) {
            return switch (json.kind()) {
                case NULL -> null;
                case BOOLEAN -> json.asBoolean();
                case NUMBER -> json.asNumber();
                case STRING -> json.asString();
                case ARRAY -> json.asList();
                case OBJECT -> json.asObject().asMap();
            };
        }
        if (value instanceof JsonObject object) {
            return object.asMap();
        }
        return value != null && isMessage(value)
                ? Json.read(Json.writeBytes(value), JsonObject.class).asMap()
                : value;
    }

    private static boolean isMessage(Object value) {
        return value.getClass().getPackageName().equals("dev.ephemera.types")
                && !(value instanceof OpenEnum)
                && !(value instanceof Enum)
                && !(value instanceof Bytes);
    }

    private static Object required(@Nullable Object value, String place) {
        Object plain = plain(value);
        if (plain == null) {
            throw new IllegalArgumentException(place + " is null; leave it out.");
        }
        return plain;
    }

    /** The class and, for what cannot be a secret, the value. */
    private static String shown(Object value) {
        return value instanceof Number || value instanceof Boolean
                ? value.toString()
                : "a " + value.getClass().getSimpleName();
    }
}
