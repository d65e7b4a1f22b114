package dev.ephemera.emulator.internal.credential;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An API key that clients present in another's place, which they need not know. Whatever else they present stays as it
 * is, and in what comes back their own stands again. Pure.
 *
 * @param own what clients present
 * @param real what goes on in its place; empty to hand on what they present
 */
public record StandIn(String own, Optional<String> real) {

    private static final String PARAMETER = "key";

    /** The value of a header that holds a key. */
    public String inHeader(String value) {
        return value.strip().equals(own) ? real.orElse(value) : value;
    }

    /** A query, in which a parameter holds a key. */
    public String inQuery(String query) {
        return Arrays.stream(query.split("&", -1)).map(this::parameter).collect(Collectors.joining("&"));
    }

    private String parameter(String parameter) {
        return real.filter(key -> new Query(parameter)
                        .value(PARAMETER)
                        .filter(own::equals)
                        .isPresent())
                .map(key -> PARAMETER + "=" + encoded(key))
                .orElse(parameter);
    }

    /** A text that comes back, which may repeat what went on, as it is or as it stands in a query. */
    public String inAnswer(String text) {
        return real.filter(key -> key.length() >= CredentialText.SHORTEST)
                .map(key -> text.replace(key, own).replace(encoded(key), encoded(own)))
                .orElse(text);
    }

    /** Bytes that come back, text or not. */
    public byte[] inAnswer(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1); // which keeps every byte
        String restored = inAnswer(text);
        return restored.equals(text) ? bytes : restored.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8);
    }

    /** Shows nothing: both are secrets. */
    @Override
    public String toString() {
        return "StandIn";
    }
}
