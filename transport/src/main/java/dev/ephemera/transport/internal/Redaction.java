package dev.ephemera.transport.internal;

import dev.ephemera.transport.Credentials;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes the secrets of one call, and every ephemeral token, out of what the peer sent back. */
public final class Redaction {

    private static final String REDACTED = "(redacted)";
    /** A shorter one, as tests have them, would take ordinary words with it. */
    private static final int SHORTEST_OPAQUE = 8;

    /** A token as it stands in JSON, in a URL or in text: also one that the service has just made. */
    private static final Pattern TOKEN =
            Pattern.compile("(auth_tokens(?:\\\\?/|%2F))[^\\s\"'<>,;&\\\\]+", Pattern.CASE_INSENSITIVE);

    /** OkHttp quotes a chunk's size that is none, but without the digits that it could read: no secret is recognised then. */
    private static final Pattern NO_CHUNK_SIZE =
            Pattern.compile("(expected chunk size and optional extensions but was ).*");

    private static final Pattern AMPERSAND = Pattern.compile("&");

    private final List<String> secrets = new ArrayList<>();

    /**
     * Remembers the secrets of a call.
     *
     * @param credentials the key or the token
     * @param further other secrets, such as a password
     */
    public Redaction(Credentials credentials, List<String> further) {
        add(credentials.secret());
        String opaque = credentials.secret().substring(credentials.secret().indexOf('/') + 1);
        if (credentials.isToken() && opaque.length() >= SHORTEST_OPAQUE) {
            add(opaque);
        }
        addAll(further);
    }

    /** Remembers the secrets of a call without credentials, such as the values of its headers. */
    public Redaction(List<String> secrets) {
        addAll(secrets);
    }

    private void addAll(List<String> secrets) {
        for (String secret : secrets) {
            add(secret);
        }
    }

    /** The value of a header, and what stands in it behind a scheme such as {@code Bearer}, unless they are too short. */
    static Stream<String> secretsOfHeader(String value) {
        return Stream.of(value, value.substring(value.lastIndexOf(' ') + 1))
                .filter(secret -> secret.length() >= SHORTEST_OPAQUE);
    }

    /** The values in the query of an address, as they are written and as they are meant, unless they are too short. */
    static Stream<String> secretsOfQuery(URI address) {
        return Optional.ofNullable(address.getRawQuery()).stream()
                .flatMap(AMPERSAND::splitAsStream)
                .map(parameter -> parameter.substring(parameter.indexOf('=') + 1))
                .flatMap(value -> Stream.of(value, decoded(value)))
                .filter(secret -> secret.length() >= SHORTEST_OPAQUE)
                .distinct();
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value; // a percent sign that stands for itself
        }
    }

    /** Returns a redaction that knows a further secret, such as a handle. */
    public Redaction and(String secret) {
        Redaction more = new Redaction(List.of());
        more.secrets.addAll(secrets);
        more.add(secret);
        return more;
    }

    private void add(String secret) {
        if (!secret.isEmpty()) {
            secrets.add(secret);
        }
    }

    /** As they are, and as they stand in a query; made when something is to be shown, which is seldom. */
    private List<String> forms() {
        List<String> forms = new ArrayList<>();
        for (String secret : secrets) {
            forms.add(secret);
            forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        }
        return forms;
    }

    /** Returns the text without the secrets. */
    public String redact(String text) {
        List<String> forms = forms();
        String redacted = text;
        for (String secret : forms) {
            redacted = redacted.replace(secret, REDACTED);
        }
        redacted = TOKEN.matcher(withoutCutSecret(redacted, forms)).replaceAll("$1" + REDACTED);
        return NO_CHUNK_SIZE.matcher(redacted).replaceAll("$1" + REDACTED);
    }

    /** A text that is cut, as a close reason is after 123 bytes, may end within a secret. */
    private String withoutCutSecret(String text, List<String> forms) {
        for (String secret : forms) {
            for (int length = Math.min(secret.length() - 1, text.length()); length >= SHORTEST_OPAQUE; length--) {
                if (text.regionMatches(text.length() - length, secret, 0, length)) {
                    return text.substring(0, text.length() - length) + REDACTED;
                }
            }
        }
        return text;
    }

    /** Returns the object without the secrets. */
    public JsonObject redact(JsonObject object) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        object.asMap().forEach((name, value) -> members.put(redact(name), redact(value)));
        return JsonObject.of(members);
    }

    /**
     * Returns what was thrown without the secrets.
     *
     * @param thrown an exception whose messages may quote the peer, such as a status line that is none
     * @return the exception itself if it holds no secret; else one with its text and stack, and without causes
     */
    public Throwable redact(Throwable thrown) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        thrown.printStackTrace(new PrintStream(printed, true, StandardCharsets.UTF_8));
        String everything = printed.toString(StandardCharsets.UTF_8);
        if (redact(everything).equals(everything)) {
            return thrown;
        }
        IOException redacted = new IOException(redact(thrown.toString()));
        redacted.setStackTrace(thrown.getStackTrace());
        return redacted;
    }

    private JsonValue redact(JsonValue value) {
        return switch (value.kind()) {
            case STRING -> JsonValue.of(redact(value.asString()));
            case OBJECT -> JsonValue.of(redact(value.asObject()));
            case ARRAY -> JsonValue.of(value.asList().stream().map(this::redact).toList());
            case NULL, BOOLEAN, NUMBER -> value;
        };
    }
}
