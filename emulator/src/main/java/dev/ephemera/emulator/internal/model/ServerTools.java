package dev.ephemera.emulator.internal.model;

import dev.ephemera.emulator.internal.json.Json;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tools that the service runs itself, in small: each does the same about the same, and nothing leaves the machine.
 * Pure.
 *
 * <ul>
 *   <li>{@code codeExecution}: two whole numbers with {@code +}, {@code -} or {@code *} between them are computed.
 *   <li>{@code urlContext}: the first URL in the text is read.
 *   <li>{@code googleSearch} and {@code googleSearchRetrieval}: {@code search for …} finds one page.
 *   <li>{@code googleMaps}: {@code where is …} finds one place.
 * </ul>
 */
final class ServerTools {

    private static final Pattern SUM = Pattern.compile("(\\d{1,18})\\s*([+*-])\\s*(\\d{1,18})");
    private static final Pattern URL = Pattern.compile("https?://[^\\s\"<>]+");
    private static final Pattern SEARCH = Pattern.compile("(?i)search for ([^\\n?.!]+)");
    private static final Pattern PLACE = Pattern.compile("(?i)where is ([^\\n?.!]+)");
    private static final String SITE = "https://example.com/";

    private ServerTools() {}

    /**
     * Answers by means of a tool.
     *
     * @param text what the user said
     * @param tools the tools that are declared
     * @return nothing if no tool has to do with it
     */
    static Optional<Answer> answer(String text, JsonNode tools) {
        return use(tools, "codeExecution", SUM, text)
                .map(ServerTools::compute)
                .or(() -> use(tools, "urlContext", URL, text).map(ServerTools::read))
                .or(() -> use(tools, "googleSearch", SEARCH, text).map(ServerTools::search))
                .or(() -> use(tools, "googleSearchRetrieval", SEARCH, text).map(ServerTools::retrieve))
                .or(() -> use(tools, "googleMaps", PLACE, text).map(ServerTools::locate));
    }

    private static Optional<Matcher> use(JsonNode tools, String tool, Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        boolean used = tools.valueStream().anyMatch(declared -> declared.has(tool)) && matcher.find();
        return used ? Optional.of(matcher) : Optional.empty();
    }

    private static Answer compute(Matcher sum) {
        BigInteger left = new BigInteger(sum.group(1));
        BigInteger right = new BigInteger(sum.group(3));
        BigInteger result = switch (sum.group(2)) {
            case "+" -> left.add(right);
            case "-" -> left.subtract(right);
            default -> left.multiply(right);
        };
        ObjectNode code = Json.object();
        code.putObject("executableCode")
                .put("language", "PYTHON")
                .put("code", "print(" + left + " " + sum.group(2) + " " + right + ")\n");
        ObjectNode output = Json.object();
        output.putObject("codeExecutionResult").put("outcome", "OUTCOME_OK").put("output", result + "\n");
        return Answer.found(List.of(code, output), "The result is " + result + ".", Json.object());
    }

    private static Answer read(Matcher url) {
        ObjectNode sources = Json.object();
        sources.putObject("urlContextMetadata")
                .putArray("urlMetadata")
                .addObject()
                .put("retrievedUrl", url.group())
                .put("urlRetrievalStatus", "URL_RETRIEVAL_STATUS_SUCCESS");
        return Answer.found(List.of(), "I have read " + url.group(), sources);
    }

    private static Answer search(Matcher matcher) {
        String query = matcher.group(1).strip();
        String words = "I found a page about " + query + ".";
        ObjectNode sources = Json.object();
        ObjectNode grounding = sources.putObject("groundingMetadata");
        grounding.putArray("webSearchQueries").add(query);
        grounding.putObject("searchEntryPoint").put("renderedContent", "<div>Search results</div>");
        ObjectNode web = grounding.putArray("groundingChunks").addObject().putObject("web");
        web.put("uri", SITE + "search?q=" + encoded(query)).put("title", "example.com");
        support(grounding, words);
        return Answer.found(List.of(), words, sources);
    }

    /** The old search tool tells how much the question called for a search. */
    private static Answer retrieve(Matcher matcher) {
        Answer found = search(matcher);
        found.sources()
                .withObjectProperty("groundingMetadata")
                .putObject("retrievalMetadata")
                .put("googleSearchDynamicRetrievalScore", 1);
        return found;
    }

    private static Answer locate(Matcher matcher) {
        String place = matcher.group(1).strip();
        String words = "I found " + place + " on the map.";
        ObjectNode sources = Json.object();
        ObjectNode grounding = sources.putObject("groundingMetadata");
        ObjectNode maps = grounding.putArray("groundingChunks").addObject().putObject("maps");
        maps.put("uri", SITE + "maps?q=" + encoded(place));
        maps.put("title", place).put("text", place).put("placeId", "places/1");
        support(grounding, words);
        return Answer.found(List.of(), words, sources);
    }

    private static void support(ObjectNode grounding, String words) {
        ObjectNode support = grounding.putArray("groundingSupports").addObject();
        support.putObject("segment")
                .put("endIndex", words.getBytes(StandardCharsets.UTF_8).length)
                .put("text", words);
        support.putArray("groundingChunkIndices").add(0);
        support.putArray("confidenceScores").add(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
