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
            true,
            "handles the request later; in a session, every frame leaves later",
            required("for", FaultForm.duration(), "how much later")),
    /** No answer at all. */
    SILENCE(
            "silence",
            FaultTarget.ANY,
            true,
            "never answers; in a session, reads on and sends nothing more, no pong and no close frame either"),
    /** The end of the connection in place of the answer. */
    DROP("drop", FaultTarget.ANY, true, "ends the connection in order (FIN), with no answer or close frame"),
    /** A reset in place of the answer. */
    RESET("reset", FaultTarget.ANY, true, "resets the connection (RST)"),
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
    MALFORMED_JSON(
            "malformedJson",
            FaultTarget.TOKENS,
            true,
            "answers 200 with JSON that ends in the middle; in a session, sends such a message"),
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
    WRONG_ACCEPT("wrongAccept", FaultTarget.LIVE, false, "answers 101 with a Sec-WebSocket-Accept for another key"),
    /** A close frame in answer to the setup. */
    REFUSE_SETUP(
            "refuseSetup",
            Moment.afterReceived(1),
            "answers the setup with a close frame",
            number("code", 0, 65_535, 1011, "any close code, legal or not"),
            text("reason", "Internal error encountered.", "cut to 123 bytes")),
    /** A close frame, at any time. */
    CLOSE(
            "close",
            Moment.AFTER_SETUP,
            "sends a close frame, and drops the connection when it is answered",
            number("code", 0, 65_535, 1011, "any close code, legal or not"),
            text("reason", "", "cut to 123 bytes")),
    /** A close frame of the client that is not answered. */
    IGNORE_CLOSE("ignoreClose", Moment.AFTER_OPEN, "never answers the client's close frame; the connection stays open"),
    /** A connection that is open for the client alone. */
    HALF_OPEN("halfOpen", Moment.AFTER_SETUP, "reads nothing and sends nothing more; the connection stays open"),
    /** A peer that takes its time to read. */
    SLOW_READER(
            "slowReader",
            Moment.AFTER_SETUP,
            "reads slowly, a frame at a time, so that the client cannot send faster",
            number("bytesPerSecond", 0, Integer.MAX_VALUE, 0, "by the emulator's clock; 0 never reads again")),
    /** A peer that takes its time to write. */
    SLOW_WRITER(
            "slowWriter",
            Moment.AFTER_SETUP,
            "sends every message slowly, byte by byte",
            required("bytesPerSecond", FaultForm.integer(1, Integer.MAX_VALUE), "by the emulator's clock")),
    /** Messages in several frames. */
    FRAGMENTED(
            "fragmented",
            Moment.AFTER_OPEN,
            "sends every message in several frames, with pings in between; that is legal",
            number("frames", 2, 1000, 3, "how many, some of them empty if the message is short")),
    /** A frame that breaks RFC 6455. */
    MALFORMED_FRAME(
            "malformedFrame",
            Moment.AFTER_SETUP,
            "sends a frame that breaks RFC 6455",
            choice(
                    "defect",
                    "what is wrong with it",
                    "reservedBits",
                    "unknownOpcode",
                    "unknownControl",
                    "masked",
                    "badLength",
                    "longerLength",
                    "fragmentedPing",
                    "longPing",
                    "strayContinuation",
                    "interruptedMessage",
                    "shortClose",
                    "closeWithoutUtf8")),
    /** Text that is none. */
    INVALID_UTF8("invalidUtf8", Moment.AFTER_SETUP, "sends a text frame that is not UTF-8"),
    /** A frame that does not end. */
    TRUNCATED_FRAME(
            "truncatedFrame",
            Moment.AFTER_SETUP,
            "announces a frame, sends its beginning, and no more",
            number("promised", 1, Long.MAX_VALUE, 1000, "the announced length"),
            number("sent", 0, 1 << 20, 10, "how many bytes come"),
            choice("then", "what follows", "drop", "reset", "silence")),
    /** A frame that is too long. */
    OVERSIZED_FRAME(
            "oversizedFrame",
            Moment.AFTER_SETUP,
            "sends a message of this length in one frame",
            required("bytes", FaultForm.integer(100, 1L << 40), "the length")),
    /** A message that nobody knows. */
    UNKNOWN_MESSAGE("unknownMessage", Moment.AFTER_SETUP, "sends a JSON object with an unknown member"),
    /** A message of nothing. */
    EMPTY_MESSAGE("emptyMessage", Moment.AFTER_SETUP, "sends a message of no bytes"),
    /** Any message. */
    MESSAGE(
            "message",
            Moment.AFTER_SETUP,
            "sends this text as a message",
            required("text", FaultForm.text(), "JSON or not")),
    /** A message before its time. */
    EARLY_MESSAGE("earlyMessage", Moment.BEFORE_SETUP_COMPLETE, "sends content before setupComplete"),
    /** A second {@code setupComplete}. */
    DUPLICATE_SETUP_COMPLETE("duplicateSetupComplete", Moment.AFTER_SETUP, "sends a second setupComplete"),
    /** Pongs that come late. */
    LATE_PONG(
            "latePong",
            Moment.AFTER_OPEN,
            "answers pings later",
            required("for", FaultForm.duration(), "how much later, by the emulator's clock")),
    /** Pongs that never come. */
    NO_PONG("noPong", Moment.AFTER_OPEN, "never answers pings"),
    /** Many pings. */
    PING_FLOOD("pingFlood", Moment.AFTER_SETUP, "sends pings at once", number("count", 1, 1_000_000, 1000, "how many"));

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

    FaultKind(String jsonName, Moment at, String about, FaultParameter... parameters) {
        this.jsonName = jsonName;
        this.at = at;
        this.requests = Optional.empty();
        this.inSession = true;
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
