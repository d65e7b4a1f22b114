package dev.ephemera.types.samples;

import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import dev.ephemera.types.UnknownFields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Random free JSON: nulls, long decimals, huge exponents and odd names included. */
final class JsonSamples {

    private static final int DEPTH = 3;
    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "9007199254740993",
            "123456789012345678901234567890",
            "0.10",
            "1.00",
            "3.14159265358979323846264338327950288419716939937510",
            "-2.5E-7",
            "1E+3",
            "1E+400",
            "-1E-400");
    private static final List<String> NAMES = List.of(
            "",
            "members",
            "new field",
            "new_field",
            "newField",
            "unknownFields",
            "n\u00e4chstes",
            "\ud83c\udfa4",
            "a\"b");

    private final Scalars scalars;

    JsonSamples(Scalars scalars) {
        this.scalars = scalars;
    }

    /** Any JSON but null, which in a field of any message means that it is absent. */
    JsonValue value() {
        return JsonValue.of(plain(0, 1 + scalars.below(5)));
    }

    JsonObject object() {
        return JsonObject.of(members(0));
    }

    /** At least one field, none with a name that the message knows. */
    UnknownFields unknownFields(Set<String> knownNames) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("nothing", null);
        fields.putAll(members(0));
        fields.keySet().removeAll(knownNames);
        return UnknownFields.of(fields);
    }

    private Object plain(int depth, int choice) {
        return switch (choice) {
            case 1 -> scalars.bool();
            case 2 -> new BigDecimal(scalars.pick(NUMBERS));
            case 3 -> scalars.string();
            case 4 -> items(depth);
            case 5 -> members(depth);
            default -> JsonValue.NULL;
        };
    }

    private List<Object> items(int depth) {
        List<Object> items = new ArrayList<>();
        for (int count = scalars.below(3); count > 0; count--) {
            items.add(inner(depth));
        }
        return items;
    }

    private Map<String, Object> members(int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int count = scalars.below(4); count > 0; count--) {
            members.put(scalars.oneIn(3) ? scalars.word() : scalars.pick(NAMES), inner(depth));
        }
        return members;
    }

    private Object inner(int depth) {
        return plain(depth + 1, scalars.below(depth + 1 < DEPTH ? 6 : 4));
    }
}
