package dev.ephemera.emulator.internal.json;

import dev.ephemera.types.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON text in, JSON text out. Pure. */
public final class Json {

    /**
     * As many names, values and brackets as one text may have: far more than a message needs, and few enough that their
     * tree fits in memory however short each of them is.
     */
    private static final int MOST_TOKENS = 500_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private static final ObjectWriter PRETTY = MAPPER.writer().with(prettyPrinter());

    private Json() {}

    private static DefaultPrettyPrinter prettyPrinter() {
        DefaultIndenter twoSpaces = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator(""))
                .withObjectIndenter(twoSpaces)
                .withArrayIndenter(twoSpaces);
    }

    /**
     * Reads one JSON value.
     *
     * @throws MalformedJsonException if the text is anything else: empty, malformed, followed by more, nested too
     *     deeply, of too many values, or with a number of more than a thousand digits or of an exponent beyond reason
     */
    public static JsonNode parse(String text) throws MalformedJsonException {
        try {
            JsonNode value = MAPPER.readTree(text);
            if (value.isMissingNode()) {
                throw new MalformedJsonException("Unexpected end of string.");
            }
            return value;
        } catch (UnexpectedEndOfInputException ended) {
            throw new MalformedJsonException("Unexpected end of string.");
        } catch (NumberFormatException beyondReason) {
            throw new MalformedJsonException("A number is out of range.");
        } catch (StreamConstraintsException tooMuch) {
            throw new MalformedJsonException("The text is nested too deeply, or something in it is too long.");
        } catch (JacksonException malformed) {
            TokenStreamLocation where = malformed.getLocation();
            throw new MalformedJsonException(
                    "Unexpected token at line " + where.getLineNr() + ", column " + where.getColumnNr() + ".");
        }
    }

    /**
     * Reads one JSON value from UTF-8.
     *
     * @throws MalformedJsonException as {@link #parse(String)}, or if the bytes are not UTF-8
     */
    public static JsonNode parse(byte[] utf8) throws MalformedJsonException {
        try {
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            throw new MalformedJsonException("The text is not UTF-8.");
        }
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Writes as the service does: two spaces, every member on its own line, one newline at the end. */
    public static String pretty(JsonNode value) {
        return PRETTY.writeValueAsString(value) + "\n";
    }

    public static String compact(JsonNode value) {
        return MAPPER.writeValueAsString(value);
    }

    /** Makes maps, lists, texts, numbers, booleans and null. */
    public static @Nullable Object plain(JsonNode value) {
        return MAPPER.convertValue(value, Object.class);
    }

    /** Makes a tree of the immutable form, in which whole numbers are whole numbers. */
    public static ObjectNode tree(JsonObject object) {
        return (ObjectNode) MAPPER.readTree(object.toString());
    }

    /** Makes the immutable form that tests look at. */
    public static JsonObject immutable(ObjectNode object) {
        return JsonObject.of(MAPPER.convertValue(object, MAP));
    }
}
