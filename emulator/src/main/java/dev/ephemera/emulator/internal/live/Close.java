package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.Refusal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Why the service closes a session: every code and reason that it is known to use. Pure.
 *
 * @param code the close code
 * @param reason the reason, cut as WebSocket demands
 */
public record Close(int code, String reason) {

    /** What a close frame has room for beside the code. */
    private static final int MOST_BYTES = 123;

    /** Stands for cutting the connection. */
    public static final int NO_CLOSE_FRAME = 1006;

    /** What a session may be ended with, in words. */
    public static final String CODES = "use 1000 to 1003, 1007 to 1014, 3000 to 4999, or 1006 to cut the connection.";

    static final Close GOING_AWAY = new Close(1001, "");

    static final Close NOT_SETUP = invalid("setup must be the first message and only the first");
    static final Close INVALID_ARGUMENT = of(Refusal.INVALID_ARGUMENT);
    static final Close INVALID_HANDLE = invalid("Invalid session handle");
    static final Close PROJECT_SCOPED =
            invalid("token-based requests cannot use project-scoped features such as tuned models");
    static final Close EXPLICIT_ACTIVITY =
            invalid("Explicit activity control is not supported when automatic activity detection is enabled");
    static final Close KEY_NOT_VALID = invalid("API key not valid. Please pass a valid API key.");
    static final Close KEY_EXPIRED = invalid("API key expired. Please renew the API key.");
    static final Close KEY_NOT_FOUND = invalid("API Key not found. Please pass a valid API key.");

    static final Close UNKNOWN_TOKEN = new Close(1008, KEY_NOT_VALID.reason());
    static final Close UNREGISTERED = new Close(
            1008,
            "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or"
                    + " other form of API consumer identity to call this API.");
    static final Close KEY_BLOCKED =
            new Close(1008, "Requests to this API generativelanguage.googleapis.com are blocked.");
    static final Close NOT_IMPLEMENTED = of(Refusal.NOT_IMPLEMENTED);
    static final Close OVERDUE = new Close(
            1008,
            "Connection aborted because the client failed to close the connection after receiving a GoAway signal once"
                    + " the session duration was reached.");

    /** The frame or message is longer than the emulator reads; the service's limit is not known. */
    public static final Close TOO_LARGE = new Close(1009, "Message too large.");

    static final Close SESSION_NOT_FOUND = new Close(1008, "BidiGenerateContent session not found");
    static final Close ABORTED = of(Refusal.ABORTED);

    static final Close TOKEN_SPENT = new Close(1011, "Token has been used too many times");
    static final Close TOKEN_STARTS_NO_MORE = new Close(1011, "new_session_expire_time deadline exceeded");
    static final Close TOKEN_EXPIRED = new Close(1011, "Token has expired");
    static final Close TOKEN_EXPIRED_MEANWHILE = new Close(1011, "auth token has expired");
    static final Close DEADLINE = of(Refusal.DEADLINE_EXCEEDED);
    static final Close INTERNAL = of(Refusal.INTERNAL);

    public Close {
        reason = cut(reason);
    }

    static Close of(Refusal refusal) {
        return new Close(refusal.code(), refusal.reason());
    }

    static Close invalid(String reason) {
        return new Close(1007, reason);
    }

    static Close malformed(String why) {
        return invalid("Invalid JSON payload received. " + why);
    }

    static Close modelNotFound(String model, String apiVersion) {
        return new Close(
                1008,
                model + " is not found for API version " + apiVersion + ", or is not supported for bidiGenerateContent."
                        + " Call ModelService.ListModels to see the list of available models and their supported methods.");
    }

    static Close modalities(List<String> modalities) {
        return invalid("The requested combination of response modalities (" + String.join(", ", modalities)
                + ") is not supported by the model.");
    }

    /** Tells whether a session may be ended with a code. */
    public static boolean may(int code) {
        return code == NO_CLOSE_FRAME
                || (code >= 1000 && code <= 1003)
                || (code >= 1007 && code <= 1014)
                || (code >= 3000 && code <= 4999);
    }

    /** Cuts a text after the last character that fits as a whole; half a surrogate pair becomes a question mark. */
    private static String cut(String text) {
        ByteBuffer room = ByteBuffer.allocate(MOST_BYTES);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(text), room, true);
        return StandardCharsets.UTF_8.decode(room.flip()).toString();
    }
}
