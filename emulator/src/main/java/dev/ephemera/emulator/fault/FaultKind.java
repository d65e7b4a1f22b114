package dev.ephemera.emulator.fault;

import static dev.ephemera.emulator.fault.FaultParameter.choice;
import static dev.ephemera.emulator.fault.FaultParameter.number;
import static dev.ephemera.emulator.fault.FaultParameter.optional;
import static dev.ephemera.emulator.fault.FaultParameter.required;
import static dev.ephemera.emulator.fault.FaultParameter.text;

import java.util.List;
import java.util.Optional;

/** Every kind of fault: the one table behind the factories of {@link Fault}, its JSON and its document. */
@SuppressWarnings("ImmutableEnumChecker") // its fields are immutable, though their types cannot say so
public enum FaultKind {
    /** An HTTP status in place of the answer. */
    STATUS(
            "status",
            FaultTarget.ANY,
            false,
            "answers with a status; a Live request is refused its upgrade",
            required("code", FaultForm.integer(200, 599), "the status"),
            choice(
                    "body",
                    "the service's JSON error, a page as a proxy writes it, or nothing",
                    "json",
                    "html",
                    "empty"),
            text("message", "", "the text in the JSON error"),
            optional("retryAfter", FaultForm.duration(), "Retry-After in seconds"),
            optional("retryAt", FaultForm.duration(), "Retry-After as a date, so far ahead by the emulator's clock"),
            optional("retryDelay", FaultForm.duration(), "google.rpc.RetryInfo in the JSON error")),
    /** A redirect in place of the answer. */
    REDIRECT(
            "redirect",
            FaultTarget.ANY,
            false,
            "answers with a redirect",
            required("location", FaultForm.text(), "where to"),
            number("code", 300, 399, 302, "the status")),
    /** An answer that comes late. */
    DELAY(
            "delay",
            FaultTarget.ANY,
            false,
            "handles the request later",
            required("for", FaultForm.duration(), "how much later")),
    /** No answer at all. */
    SILENCE("silence", FaultTarget.ANY, false, "never answers; the connection stays open"),
    /** The end of the connection in place of the answer. */
    DROP("drop", FaultTarget.ANY, false, "ends the connection in order (FIN) with no word"),
    /** A reset in place of the answer. */
    RESET("reset", FaultTarget.ANY, false, "resets the connection (RST)"),
    /** An answer whose body comes in drops. */
    SLOW_BODY(
            "slowBody",
            FaultTarget.TOKENS,
            false,
            "sends the head of the answer at once, and its body slowly",
            required("bytesPerSecond", FaultForm.integer(1, Integer.MAX_VALUE), "by the emulator's clock")),
    /** An answer that ends too early. */
    TRUNCATED_BODY(
            "truncatedBody",
            FaultTarget.TOKENS,
            false,
            "announces the whole body, sends its beginning, and ends the connection",
            number("bytes", 0, Integer.MAX_VALUE, 10, "how much is sent")),
    /** JSON that ends in the middle. */
    MALFORMED_JSON("malformedJson", FaultTarget.TOKENS, false, "answers 200 with JSON that ends in the middle"),
    /** The right answer under a wrong name. */
    CONTENT_TYPE(
            "contentType",
            FaultTarget.TOKENS,
            false,
            "answers as ever, under another content type",
            text("value", "text/html; charset=UTF-8", "the content type; nothing for none")),
    /** An answer that is too long. */
    HUGE_BODY(
            "hugeBody",
            FaultTarget.TOKENS,
            false,
            "answers 200 with JSON in a body of this length",
            required("bytes", FaultForm.integer(100, 1L << 40), "the length")),
    /** An upgrade that proves nothing. */
    WRONG_ACCEPT("wrongAccept", FaultTarget.LIVE, false, "answers 101 with a Sec-WebSocket-Accept for another key");

    private final String jsonName;
    private final Moment at;
    private final Optional<FaultTarget> requests;
    private final boolean inSession;
    private final String about;
    private final List<FaultParameter> parameters;

    FaultKind(String jsonName, FaultTarget requests, boolean inSession, String about, FaultParameter... parameters) {
        this.jsonName = jsonName;
        this.at = Moment.REQUEST;
        this.requests = Optional.of(requests);
        this.inSession = inSession;
        this.about = about;
        this.parameters = List.of(parameters);
    }

    /**
     * The name in JSON.
     *
     * @return a name in lowerCamelCase
     */
    public String jsonName() {
        return jsonName;
    }

    /**
     * When it happens if nothing else is said.
     *
     * @return the moment
     */
    public Moment at() {
        return at;
    }

    /**
     * Which requests it makes sense for, at {@link Moment#REQUEST}.
     *
     * @return the requests; empty for what happens in sessions only
     */
    public Optional<FaultTarget> requests() {
        return requests;
    }

    /**
     * Whether it can happen in a session.
     *
     * @return false for what only concerns an HTTP request
     */
    public boolean inSession() {
        return inSession;
    }

    /**
     * What happens, in a few words.
     *
     * @return the words
     */
    public String about() {
        return about;
    }

    /**
     * What can be chosen, beside {@code at} and {@code on}.
     *
     * @return the parameters in their order
     */
    public List<FaultParameter> parameters() {
        return parameters;
    }

    static FaultKind named(String jsonName) {
        for (FaultKind kind : values()) {
            if (kind.jsonName.equals(jsonName)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("there is no fault \"" + jsonName + "\"; there are "
                + String.join(
                        ", ",
                        List.of(values()).stream().map(FaultKind::jsonName).toList()) + ".");
    }
}
