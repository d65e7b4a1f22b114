package dev.ephemera.checks.googlegenai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the program writes: a JSON object a line. */
final class Lines {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The number of the newest session, which every event carries. */
    private volatile int session;

    void session(int number) {
        session = number;
    }

    static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }

    void answer(String answer) {
        write(MAPPER.createObjectNode().put("answer", answer));
    }

    void failure(Throwable failed) {
        write(MAPPER.createObjectNode().put("failure", why(failed)));
    }

    void message(String json) {
        event("message", parse(json));
    }

    void open(String setupComplete) {
        event("open", parse(setupComplete));
    }

    void refused(Throwable why) {
        event("refused", MAPPER.getNodeFactory().textNode(why(why)));
    }

    void closed(int code, String reason) {
        event("closed", MAPPER.createObjectNode().put("code", code).put("reason", reason));
    }

    private void event(String kind, JsonNode body) {
        ObjectNode line = MAPPER.createObjectNode().put("event", kind).put("session", session);
        line.set("body", body);
        write(line);
    }

    private static synchronized void write(ObjectNode line) {
        System.out.println(line);
    }

    private static String why(Throwable failed) {
        return String.valueOf(failed.getMessage());
    }
}
