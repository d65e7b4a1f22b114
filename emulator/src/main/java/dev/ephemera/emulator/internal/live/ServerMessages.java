package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.model.TokenCount;
import dev.ephemera.emulator.internal.model.Tone;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The messages of the service. Pure. */
public final class ServerMessages {

    private ServerMessages() {}

    public static ObjectNode setupComplete() {
        ObjectNode message = Json.object();
        message.putObject("setupComplete");
        return message;
    }

    public static ObjectNode text(String words) {
        ObjectNode message = Json.object();
        part(message).put("text", words);
        return message;
    }

    public static ObjectNode audio(byte[] pcm) {
        ObjectNode message = Json.object();
        part(message)
                .putObject("inlineData")
                .put("mimeType", "audio/pcm;rate=" + Tone.RATE)
                .put("data", Base64.getEncoder().encodeToString(pcm));
        return message;
    }

    private static ObjectNode part(ObjectNode message) {
        return content(message).putObject("modelTurn").putArray("parts").addObject();
    }

    private static ObjectNode content(ObjectNode message) {
        return message.withObjectProperty("serverContent");
    }

    /** Adds what the audio in a message says. */
    static ObjectNode withOutputTranscription(ObjectNode message, String words) {
        content(message).putObject("outputTranscription").put("text", words);
        return message;
    }

    static ObjectNode inputTranscription(String words) {
        ObjectNode message = Json.object();
        content(message).putObject("inputTranscription").put("text", words);
        return message;
    }

    public static ObjectNode generationComplete() {
        ObjectNode message = Json.object();
        content(message).put("generationComplete", true);
        return message;
    }

    public static ObjectNode interrupted() {
        ObjectNode message = Json.object();
        content(message).put("interrupted", true);
        return message;
    }

    /** The end of a turn. */
    public static ObjectNode turnComplete() {
        ObjectNode message = Json.object();
        content(message).put("turnComplete", true);
        return message;
    }

    /** The end of a turn with what it cost. */
    static ObjectNode turnComplete(TokenCount prompt, TokenCount response, TokenCount tools) {
        ObjectNode message = turnComplete();
        ObjectNode usage = message.putObject("usageMetadata");
        put(usage, "promptTokenCount", prompt.total());
        put(usage, "responseTokenCount", response.total());
        put(usage, "toolUsePromptTokenCount", tools.total());
        put(usage, "totalTokenCount", prompt.total() + response.total() + tools.total());
        details(usage, "promptTokensDetails", prompt);
        details(usage, "responseTokensDetails", response);
        details(usage, "toolUsePromptTokensDetails", tools);
        return message;
    }

    private static void put(ObjectNode usage, String name, int count) {
        if (count > 0) {
            usage.put(name, count);
        }
    }

    private static void details(ObjectNode usage, String name, TokenCount tokens) {
        if (tokens.total() == 0) {
            return;
        }
        ArrayNode details = usage.putArray(name);
        for (Map.Entry<String, Integer> one : tokens.byModality().entrySet()) {
            details.addObject().put("modality", one.getKey()).put("tokenCount", one.getValue());
        }
    }

    /** Calls functions. */
    public static ObjectNode toolCall(Collection<ObjectNode> calls) {
        ObjectNode message = Json.object();
        message.putObject("toolCall").putArray("functionCalls").addAll(calls);
        return message;
    }

    static ObjectNode toolCallCancellation(Collection<String> ids) {
        ObjectNode message = Json.object();
        ArrayNode list = message.putObject("toolCallCancellation").putArray("ids");
        ids.forEach(list::add);
        return message;
    }

    public static ObjectNode goAway(Duration timeLeft) {
        ObjectNode message = Json.object();
        message.putObject("goAway").put("timeLeft", seconds(timeLeft));
        return message;
    }

    /** Writes a duration as the service does, with 0, 3, 6 or 9 digits after the point. */
    private static String seconds(Duration duration) {
        String text = String.format("%d.%09d", duration.getSeconds(), duration.getNano());
        while (text.endsWith("000")) {
            text = text.substring(0, text.length() - 3);
        }
        return (text.endsWith(".") ? text.substring(0, text.length() - 1) : text) + "s";
    }

    static ObjectNode resumable(String handle) {
        ObjectNode message = Json.object();
        message.putObject("sessionResumptionUpdate").put("newHandle", handle).put("resumable", true);
        return message;
    }

    static ObjectNode notResumable() {
        ObjectNode message = Json.object();
        message.putObject("sessionResumptionUpdate");
        return message;
    }
}
