package dev.ephemera.live.internal;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.LiveServerMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a service says, in shorthand: messages are separated by spaces, the members of one by {@code +}, and what stands behind a
 * colon is the member's text: {@code "text:a audio+cut done"}.
 */
final class Said {

    private static final Map<String, String> CONTENT = new TreeMap<>(Map.ofEntries(
            Map.entry("out", "\"outputTranscription\":{\"text\":\"$\"}"),
            Map.entry("in", "\"inputTranscription\":{\"text\":\"$\"}"),
            Map.entry("last", "\"inputTranscription\":{\"text\":\"$\",\"finished\":true}"),
            Map.entry("interim", "\"interimInputTranscription\":{\"text\":\"$\"}"),
            Map.entry("grounding", "\"groundingMetadata\":{\"webSearchQueries\":[\"$\"]}"),
            Map.entry("urls", "\"urlContextMetadata\":{}"),
            Map.entry("all", "\"generationComplete\":true"),
            Map.entry("cut", "\"interrupted\":true"),
            Map.entry("waiting", "\"waitingForInput\":true"),
            Map.entry("status", "\"interactionStatus\":\"$\""),
            Map.entry("reason", "\"turnCompleteReason\":\"$\""),
            Map.entry("done", "\"turnComplete\":true"),
            Map.entry("empty", "\"modelTurn\":{}")));

    private static final Map<String, String> PARTS = Map.of(
            "text", "{\"text\":\"$\"}",
            "thought", "{\"text\":\"$\",\"thought\":true}",
            "audio", "{\"inlineData\":{\"mimeType\":\"audio/pcm;rate=24000\",\"data\":\"$\"}}",
            "audio16", "{\"inlineData\":{\"mimeType\":\"audio/pcm;rate=16000\",\"data\":\"$\"}}",
            "image", "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"$\"}}",
            "code", "{\"executableCode\":{\"code\":\"$\"}}");

    private static final Map<String, String> MESSAGE = Map.of(
            "call", "\"toolCall\":{\"functionCalls\":[{\"id\":\"$\",\"name\":\"f\"}]}",
            "cancel", "\"toolCallCancellation\":{\"ids\":[\"$\"]}",
            "usage", "\"usageMetadata\":{\"totalTokenCount\":$}",
            "goAway", "\"goAway\":{}",
            "setup", "\"setupComplete\":{}",
            "update", "\"sessionResumptionUpdate\":{\"newHandle\":\"$\"}",
            "handle", "\"sessionResumptionUpdate\":{\"newHandle\":\"$\",\"resumable\":true}",
            "vad", "\"voiceActivity\":{\"type\":\"$\"}",
            "signal", "\"voiceActivityDetectionSignal\":{\"vadSignalType\":\"$\"}");

    private Said() {}

    /** The messages as JSON. */
    static List<String> json(String said) {
        return Arrays.stream(said.split(" "))
                .filter(word -> !word.isEmpty())
                .map(Said::message)
                .toList();
    }

    static List<LiveServerMessage> messages(String said) {
        return json(said).stream()
                .map(json -> Json.read(json, LiveServerMessage.class))
                .toList();
    }

    /** The events of the messages, counted as a session does. */
    static List<LiveEvent> events(String said) {
        TurnCounter turns = new TurnCounter();
        return messages(said).stream()
                .flatMap(message -> LiveEvents.of(message, turns.turnOf(message)).stream())
                .toList();
    }

    private static String message(String word) {
        String parts = members(word, PARTS);
        String content = Stream.of(
                        parts.isEmpty() ? "" : "\"modelTurn\":{\"parts\":[" + parts + "]}", members(word, CONTENT))
                .filter(members -> !members.isEmpty())
                .collect(Collectors.joining(","));
        return Stream.of(content.isEmpty() ? "" : "\"serverContent\":{" + content + "}", members(word, MESSAGE))
                .filter(members -> !members.isEmpty())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String members(String word, Map<String, String> known) {
        return Arrays.stream(word.split("\\+"))
                .map(member -> member.split(":", 2))
                .peek(Said::check)
                .filter(member -> known.containsKey(member[0]))
                .map(member -> known.get(member[0]).replace("$", member.length == 1 ? "" : member[1]))
                .collect(Collectors.joining(","));
    }

    private static void check(String[] member) {
        if (!member[0].isEmpty()
                && Stream.of(CONTENT, PARTS, MESSAGE).noneMatch(known -> known.containsKey(member[0]))) {
            throw new AssertionError("no such member: " + member[0]);
        }
    }
}
