package dev.ephemera.emulator.internal.credential;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The query of a URL, in which {@code +} is a plus sign and a value may be percent-encoded or not. Pure. */
public record Query(@Nullable String text) {

    /** Returns the first value of a parameter. */
    public Optional<String> value(String name) {
        return values(name).stream().findFirst();
    }

    /** Returns every value of a parameter, in their order. */
    public List<String> values(String name) {
        if (text == null) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        for (String parameter : text.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals >= 0 && decode(parameter.substring(0, equals)).equals(name)) {
                values.add(decode(parameter.substring(equals + 1)));
            }
        }
        return values;
    }

    /** Returns the names of all parameters, in their order. */
    public List<String> names() {
        return text == null || text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split("&", -1))
                        .map(parameter -> decode(parameter.split("=", 2)[0]))
                        .toList();
    }

    /** Decodes what is percent-encoded, and leaves everything else, a stray percent sign included. */
    private static String decode(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); ) {
            if (raw.charAt(i) == '%' && i + 2 < raw.length() && hex(raw, i + 1) >= 0 && hex(raw, i + 2) >= 0) {
                bytes.write(hex(raw, i + 1) << 4 | hex(raw, i + 2));
                i += 3;
            } else {
                int character = raw.codePointAt(i);
                bytes.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(character);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int hex(String text, int index) {
        return Character.digit(text.charAt(index), 16);
    }

    /** Shows nothing: a query holds secrets. */
    @Override
    public String toString() {
        return "Query";
    }
}
