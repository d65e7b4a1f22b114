package dev.ephemera.live.internal;

import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionEnd.Kind;
import dev.ephemera.transport.NetworkException;
import dev.ephemera.transport.internal.websocket.WebSocketViolationException;
import java.io.EOFException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known so far of how a connection ends, and the session with it; of several reasons the first one counts. Not thread-safe. */
final class SessionEnds {

    private static final int NORMAL = 1000;

    private record Close(int code, String reason) {}

    private record Abandoned(Kind kind, String reason) {}

    private final SessionFailures failures;
    private final NewestResumption resumption;
    private @Nullable Kind closedHere;
    private @Nullable Close closedByPeer;
    private @Nullable Abandoned abandoned;

    SessionEnds(SessionFailures failures, NewestResumption resumption) {
        this.failures = failures;
        this.resumption = resumption;
    }

    /** Takes the session's credentials and handle out of a text. */
    String withoutSecrets(String text) {
        return failures.words(text, resumption.handle());
    }

    /** This side begins to close. */
    void closing(Kind kind) {
        closedHere = kind;
    }

    /** The peer's close frame has come, as an answer or by itself. */
    void closedByPeer(int code, String reason) {
        closedByPeer = new Close(code, failures.words(reason, resumption.handle()));
    }

    /** This side has given up waiting and releases the socket. */
    void abandoned(Kind kind, String reason) {
        if (abandoned == null) {
            abandoned = new Abandoned(kind, reason);
        }
    }

    /** What the end will be once the peer's close is answered; null if it has not closed. */
    @Nullable SessionEnd known() {
        return closedByPeer == null ? null : ending(Optional.empty(), OutboundQueue.Rest.NONE);
    }

    /** How a connection will end that the session is about to leave. */
    static SessionEnd moving(NewestResumption resumption) {
        return SessionEnd.builder()
                .kind(Kind.MOVED)
                .by(SessionEnd.By.CLIENT)
                .code(NORMAL)
                .reason("")
                .resumption(resumption.ending())
                .build();
    }

    /** The end of a session that was never open. */
    SessionEnd neverOpened(LiveConnectException failure) {
        return end(
                Kind.NEVER_OPENED,
                SessionEnd.NO_CLOSE_FRAME,
                "The session never opened.",
                Optional.of(failure),
                OutboundQueue.Rest.NONE);
    }

    /** The end of a session whose connection is over. */
    SessionEnd ending(Optional<Throwable> thrown, OutboundQueue.Rest rest) {
        Close close = closedByPeer;
        if (close != null) {
            Kind kind = closedHere == null ? Kind.CLOSED_BY_SERVICE : closedHere;
            return end(kind, close.code(), close.reason(), Optional.empty(), rest);
        }
        Abandoned why = abandoned;
        if (why != null) {
            return end(why.kind(), SessionEnd.NO_CLOSE_FRAME, why.reason(), Optional.empty(), rest);
        }
        Throwable broke = thrown.orElseGet(() -> new EOFException("no close frame"));
        NetworkException lost = failures.lost(broke);
        return broke instanceof WebSocketViolationException violation
                ? end(Kind.PROTOCOL_VIOLATION, violation.closeCode(), lost.getMessage(), Optional.of(lost), rest)
                : end(Kind.CONNECTION_LOST, SessionEnd.NO_CLOSE_FRAME, lost.getMessage(), Optional.of(lost), rest);
    }

    private SessionEnd end(
            Kind kind, int code, String reason, Optional<? extends Throwable> cause, OutboundQueue.Rest rest) {
        return rest.handBack(SessionEnd.builder())
                .kind(kind)
                .by(by(kind))
                .code(code)
                .reason(reason)
                .likelyCauses(LikelyCauses.ofEnd(kind, code, reason))
                .resumption(kind == Kind.NEVER_OPENED ? Optional.empty() : resumption.ending())
                .cause(cause)
                .build();
    }

    private SessionEnd.By by(Kind kind) {
        if (closedHere != null) {
            return SessionEnd.By.CLIENT;
        }
        return kind == Kind.CLOSED_BY_SERVICE ? SessionEnd.By.SERVER : SessionEnd.By.NETWORK;
    }
}
