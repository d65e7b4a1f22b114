package dev.ephemera.live.internal;

import dev.ephemera.live.SessionEnd.Kind;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a close is known to mean: the service's words, cut short and often general, and the way out. The same words blame the setup
 * while a session is being opened, and what was sent last when it was open. Pure.
 */
final class LikelyCauses {

    /** A beginning or a part of a reason, and what it means instead of an answer to the setup, and later. */
    private record Cause(String words, String atSetup, String whenOpen) {

        Cause(String words, String always) {
            this(words, always, always);
        }
    }

    private LikelyCauses() {}

    private static final List<Cause> KNOWN = List.of(
            new Cause("API key not valid", "the API key is wrong; check GEMINI_API_KEY"),
            new Cause("API key expired", "the API key has expired; make a new one"),
            new Cause(
                    "unregistered callers",
                    "no credential arrived, or a token was presented to the method for keys; give a token to token(..)"),
            new Cause("API keys are not supported", "the service does not take this key here; try an ephemeral token"),
            new Cause(
                    "Token has been used too many times",
                    "the token has opened as many sessions as its uses allow; mint a new one, or one with more uses"),
            new Cause(
                    "new_session_expire_time deadline exceeded",
                    "the token was to be used earlier; mint a new one, or set newSessionExpireTime (60 seconds by default)"),
            new Cause("Token has expired", "the token's expireTime is over; mint a new one"),
            new Cause("token has expired", "the token's expireTime is over; mint a new one"),
            new Cause(
                    "token-based requests cannot use project-scoped features",
                    "a token cannot open tuned models; use a model of the form models/.."),
            new Cause(
                    "is not found for API version",
                    "the model does not exist, has no Live sessions, or is not in this API version; check its name"),
            new Cause(
                    "Requested entity was not found",
                    "something that the setup names does not exist: the model, a file, a handle; check the names",
                    "something that was sent names what does not exist, such as a file; check the names"),
            new Cause(
                    "requested combination of response modalities",
                    "the model does not answer in this modality; most Live models take responseModalities AUDIO alone, and a"
                            + " token that locks everything must set it"),
            new Cause(
                    "Unknown name",
                    "this API version does not know a field of the setup; v1alpha knows more, or leave the field out",
                    "this API version does not know a field of what was sent last; the words name it, so leave it out"),
            new Cause(
                    "Explicit activity control",
                    "activity marks need automaticActivityDetection.disabled, which a token may have locked"),
            new Cause("Invalid session handle", "the resumption handle is wrong or too old; connect without it"),
            new Cause("session not found", "the session that should be resumed is gone; connect without the handle"),
            new Cause("exceeded your current quota", "the project's quota or its number of sessions is used up; wait"),
            new Cause("RESOURCE_EXHAUSTED", "the project's quota or its number of sessions is used up; wait"),
            new Cause(
                    "Precondition check failed",
                    "the model does not support something that the setup asks for",
                    "the model does not support something that was sent"),
            new Cause(
                    "Operation is not implemented",
                    "the model does not support something that the setup asks for, such as its tools",
                    "the model does not support what was sent last"),
            new Cause("operation was aborted", "the service gave up, which it does not explain; connect again"),
            new Cause(
                    "failed to close the connection after receiving a GoAway",
                    "the connection was as old as the service lets one be, about ten minutes; on GoAway, close it and connect"
                            + " again with the newest resumption handle"),
            new Cause(
                    "Deadline expired before operation could complete",
                    "the connection was as old as the service lets one be, about ten minutes; on GoAway, close it and connect"
                            + " again with the newest resumption handle"),
            new Cause(
                    "setup must be the first message",
                    "something was sent before the setup; a proxy between may have done that",
                    "a second setup was sent; open another session for another setup"),
            new Cause(
                    "invalid argument",
                    "something in the setup is not supported by the model or in this combination (tools, media types,"
                            + " modalities); leave fields out until it works",
                    "the service refuses what was sent last: its media type or data, a function response, or activity marks"
                            + " without audio between"),
            new Cause(
                    "Internal error",
                    "the service failed, which a setup that differs from the token's lock has caused too",
                    "the service failed; connect again, with the newest resumption handle if there is one"));

    private static final String GOING = "the service, or a proxy before it, is going away; connect again";
    private static final String BROKEN =
            "the service holds that this client broke the WebSocket protocol; a proxy between may change frames";
    private static final String KIND = "the service does not take a kind of frame that was sent";
    private static final String FAILED =
            "the service failed, or the token or the quota is used up; wait and connect again";
    private static final String RESTARTS = "the service restarts; connect again";

    /** Codes of RFC 6455, for closes without words instead of an answer to the setup. */
    private static final Map<Integer, String> CODES_AT_SETUP = Map.of(
            1000,
            "the service ended the connection without saying why; check the model and the credential, and connect again",
            1001,
            GOING,
            1002,
            BROKEN,
            1003,
            KIND,
            1005,
            "the service gave neither code nor reason; check the model and the credential, and connect again",
            1007,
            "the service refuses the credential, or something in the setup: a field, a modality, or a combination of settings",
            1008,
            "the service refuses the credential, the model, or something that the setup asks for, without saying which",
            1009,
            "the setup was too long for the service; shorten the system instruction or the declarations",
            1011,
            FAILED,
            1012,
            RESTARTS);

    /** The same of sessions that were open. */
    private static final Map<Integer, String> CODES_WHEN_OPEN = Map.of(
            1000,
            "the service has ended the session as one ends a conversation; connect again to go on",
            1001,
            GOING,
            1002,
            BROKEN,
            1003,
            KIND,
            1005,
            "the service gave neither code nor reason; connect again",
            1007,
            "the service refuses what was sent last: a field, a media type, or a combination of settings",
            1008,
            "the service refuses the credential, the model or what the session did, without saying which",
            1009,
            "what was sent last was too long for the service; send it in smaller parts",
            1011,
            FAILED,
            1012,
            RESTARTS);

    /** Lists what a close instead of an answer to the setup may mean, for people; empty if nothing is known. */
    static List<String> ofRefusal(int code, String reason) {
        return of(reason, Cause::atSetup, CODES_AT_SETUP.get(code));
    }

    /** Lists what the end of a session may mean, for people; empty if nothing is known, or nothing went wrong. */
    static List<String> ofEnd(Kind kind, int code, String reason) {
        return switch (kind) {
            case CLOSED_BY_SERVICE -> of(reason, Cause::whenOpen, CODES_WHEN_OPEN.get(code));
            case CONNECTION_LOST, NO_SIGN_OF_LIFE ->
                List.of(
                        "the network, or a proxy or firewall on the way, has dropped the connection; connect again, with the newest"
                                + " resumption handle if there is one");
            case PROTOCOL_VIOLATION ->
                List.of(
                        "baseUrl may not be the address of the service, or a proxy changes what it sends; for long messages, raise"
                                + " maxMessageBytes");
            case CLOSED_HERE, CLIENT_CLOSED, JVM_SHUTDOWN, CLOSE_UNANSWERED, RECONNECT_FAILED, MOVED, NEVER_OPENED ->
                List.of();
        };
    }

    /** By the words if they are known, otherwise by the code if that is. */
    private static List<String> of(String reason, Function<Cause, String> meaning, @Nullable String byCode) {
        List<String> known = KNOWN.stream()
                .filter(cause -> reason.contains(cause.words()))
                .map(meaning)
                .toList();
        return known.isEmpty() ? Stream.ofNullable(byCode).toList() : known;
    }
}
