package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.ModelGeneration.UsageNames;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.model.Tone;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The messages of the service. Pure. */
public final class ServerMessages {

    private ServerMessages() {}

    /** The answer to the setup. */
    public static ObjectNode setupComplete() {
        return setupComplete("");
    }

    /**
     * The answer to the setup.
     *
     * @param sessionId the session's; empty to say nothing of it
     */
    static ObjectNode setupComplete(String sessionId) {
        ObjectNode message = Json.object();
        ObjectNode complete = message.putObject("setupComplete");
        if (!sessionId.isEmpty()) {
            complete.put("sessionId", sessionId);
        }
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

    /** Shows parts, such as code. */
    static ObjectNode parts(Collection<ObjectNode> parts) {
        ObjectNode message = Json.object();
        content(message).putObject("modelTurn").putArray("parts").addAll(parts);
        return message;
    }

    static ObjectNode thought(String words) {
        ObjectNode message = Json.object();
        part(message).put("text", words).put("thought", true);
        return message;
    }

    /** Tells what the words rest on. */
    static ObjectNode sources(ObjectNode members) {
        ObjectNode message = Json.object();
        content(message).setAll(members);
        return message;
    }

    /** Adds what the audio in a message says. */
    static ObjectNode withOutputTranscription(ObjectNode message, ObjectNode transcription) {
        content(message).set("outputTranscription", transcription);
        return message;
    }

    static ObjectNode inputTranscription(ObjectNode transcription) {
        return transcription("inputTranscription", transcription);
    }

    static ObjectNode interimInputTranscription(ObjectNode transcription) {
        return transcription("interimInputTranscription", transcription);
    }

    private static ObjectNode transcription(String name, ObjectNode transcription) {
        ObjectNode message = Json.object();
        content(message).set(name, transcription);
        return message;
    }

    /** The user begins or ceases to speak. The empty {@code serverContent} beside it is the service's way. */
    static ObjectNode voiceActivity(String type, Duration audioOffset) {
        ObjectNode message = Json.object();
        content(message);
        message.putObject("voiceActivity").put("type", type).put("audioOffset", seconds(audioOffset));
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

    /**
     * The end of a turn with what it cost.
     *
     * @param waiting whether the model expects the user to go on
     * @param status what the model does from here on; empty to say nothing of it
     */
    static ObjectNode turnComplete(Usage usage, UsageNames names, boolean waiting, String status) {
        ObjectNode message = turnComplete();
        ObjectNode content = content(message);
        if (waiting) {
            content.put("waitingForInput", true);
        }
        if (!status.isEmpty()) {
            content.put("interactionStatus", status);
        }
        usage.putInto(message, names);
        return message;
    }

    /** Shows calls as the code that would make them. */
    static ObjectNode callsAsCode(Collection<ObjectNode> calls) {
        ObjectNode message = Json.object();
        String code = calls.stream().map(ServerMessages::code).collect(Collectors.joining());
        part(message).putObject("executableCode").put("language", "PYTHON").put("code", code);
        return message;
    }

    private static String code(ObjectNode call) {
        String arguments = call.path("args").properties().stream()
                .map(argument -> argument.getKey() + "=" + Json.compact(argument.getValue()))
                .collect(Collectors.joining(", "));
        return "print(default_api." + call.path("name").asString() + "(" + arguments + "))\n";
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
    static String seconds(Duration duration) {
        String text = String.format(Locale.ROOT, "%d.%09d", duration.getSeconds(), duration.getNano());
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
