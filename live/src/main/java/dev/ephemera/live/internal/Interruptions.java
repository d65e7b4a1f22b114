package dev.ephemera.live.internal;

import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.transport.ApiException;
import dev.ephemera.transport.GeminiException;
import dev.ephemera.transport.NetworkException;
import java.io.IOException;
import java.util.Set;

/** What may be overcome by another connection, and what that takes. Pure; PROTOCOL 4.3. */
final class Interruptions {

    /** What an attempt that failed asks for. */
    enum Remedy {
        ANOTHER_ATTEMPT,
        ANOTHER_TOKEN,
        WITHOUT_HANDLE,
        NONE
    }

    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int INVALID = 1007;
    private static final int POLICY = 1008;
    private static final int INTERNAL = 1011;
    private static final Set<Integer> PASSING = Set.of(GOING_AWAY, 1005, 1006, INTERNAL, 1012, 1013, 1014);
    private static final Set<Integer> PASSING_STATUSES = Set.of(408, 429, 500, 502, 503, 504);

    private Interruptions() {}

    /**
     * Whether a connection was cut for a reason that another one may cure.
     *
     * @param end how it ended
     * @param announced whether the service had said that it would end it
     */
    static boolean mayBeOvercome(SessionEnd end, boolean announced) {
        return switch (end.kind()) {
            case CONNECTION_LOST, NO_SIGN_OF_LIFE, CLOSE_UNANSWERED -> true;
            case CLOSED_BY_SERVICE ->
                mayBeOvercome(end.code(), end.reason()) || (announced && saysNothing(end.code(), end.reason()));
            default -> false;
        };
    }

    /** A close that refuses nothing, so that what was announced explains it. */
    private static boolean saysNothing(int code, String reason) {
        return code == NORMAL || (code == POLICY && reason.isBlank());
    }

    private static boolean mayBeOvercome(int code, String reason) {
        return PASSING.contains(code)
                || (code == POLICY && (reason.contains("GoAway") || reason.contains("operation was aborted")));
    }

    /** What may help after an attempt failed. */
    static Remedy remedy(Throwable failure) {
        if (failure instanceof LiveConnectException refused) {
            return remedy(refused);
        }
        if (failure instanceof ApiException refused) { // no token could be had
            return PASSING_STATUSES.contains(refused.httpStatus()) ? Remedy.ANOTHER_ATTEMPT : Remedy.NONE;
        }
        return failure instanceof NetworkException ? Remedy.ANOTHER_ATTEMPT : Remedy.NONE;
    }

    private static Remedy remedy(LiveConnectException failure) {
        if (failure.httpStatus().isPresent()) {
            return PASSING_STATUSES.contains(failure.httpStatus().getAsInt()) ? Remedy.ANOTHER_ATTEMPT : Remedy.NONE;
        }
        if (failure.closeCode().isEmpty()) {
            return failure.getCause() == null
                            || failure.getCause() instanceof GeminiException
                            || failure.getCause() instanceof IOException // the time to connect was over
                    ? Remedy.ANOTHER_ATTEMPT
                    : Remedy.NONE;
        }
        int code = failure.closeCode().getAsInt();
        String reason = failure.reason();
        if (code == INTERNAL && ofToken(reason)) {
            return Remedy.ANOTHER_TOKEN;
        }
        if ((code == INVALID && reason.contains("Invalid session handle"))
                || (code == POLICY && reason.contains("session not found"))) {
            return Remedy.WITHOUT_HANDLE;
        }
        return code != NORMAL && mayBeOvercome(code, reason) ? Remedy.ANOTHER_ATTEMPT : Remedy.NONE;
    }

    /** Whether the service complains of an ephemeral token that a newer one would not give it reason to. */
    static boolean ofToken(String reason) {
        return reason.startsWith("Token has ")
                || reason.startsWith("auth token has expired")
                || reason.startsWith("new_session_expire_time");
    }
}
