package dev.ephemera.checks;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What a client heard of the server, message by message.
 *
 * @param messages the messages as its SDK hands them out, in JSON
 */
record Heard(List<JsonNode> messages) {

    /** Listens until a message is what is waited for, that one included. */
    static Heard until(Sdk sdk, Predicate<JsonNode> last) {
        List<JsonNode> messages = new ArrayList<>();
        JsonNode message;
        do {
            message = sdk.next("message");
            messages.add(message);
        } while (!last.test(message));
        return new Heard(messages);
    }

    static Heard turn(Sdk sdk) {
        return until(sdk, message -> has(message, "serverContent", "turnComplete"));
    }

    static boolean has(JsonNode message, String... path) {
        JsonNode value = message;
        for (String name : path) {
            value = value.path(name);
        }
        return !value.isMissingNode();
    }

    String text() {
        return parts().map(part -> part.path("text").asString("")).collect(Collectors.joining());
    }

    int audioBytes() {
        return parts().map(part -> part.path("inlineData"))
                .filter(blob -> blob.path("mimeType").asString("").equals("audio/pcm;rate=24000"))
                .mapToInt(blob -> decoded(blob.path("data").stringValue()).length)
                .sum();
    }

    String inputTranscript() {
        return transcript("inputTranscription");
    }

    String outputTranscript() {
        return transcript("outputTranscription");
    }

    /** The newest handle that resumes; empty for none. */
    String handle() {
        return messages.stream()
                .map(message -> message.path("sessionResumptionUpdate")
                        .path("newHandle")
                        .asString(""))
                .filter(handle -> !handle.isEmpty())
                .reduce("", (one, newer) -> newer);
    }

    private String transcript(String member) {
        return contents()
                .map(content -> content.path(member).path("text").asString(""))
                .collect(Collectors.joining());
    }

    private Stream<JsonNode> parts() {
        return contents()
                .flatMap(content -> content.path("modelTurn").path("parts").valueStream());
    }

    private Stream<JsonNode> contents() {
        return messages.stream().map(message -> message.path("serverContent"));
    }

    /** Java writes the URL-safe alphabet or the standard one, as it likes. */
    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
    }
}
