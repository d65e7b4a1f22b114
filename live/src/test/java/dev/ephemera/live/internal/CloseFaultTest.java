package dev.ephemera.live.internal;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.fault.Moment;
import dev.ephemera.live.internal.FaultRow.Within;
import dev.ephemera.transport.internal.RawServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import okio.ByteString;
import org.junit.jupiter.params.provider.Arguments;

/** An open session is closed by the service with each code, by the network, or by us with nobody to answer. */
final class CloseFaultTest extends FaultTable {

    private static final String AGED =
            "the connection was as old as the service lets one be, about ten minutes; on GoAway,"
                    + " close it and connect again with the newest resumption handle";
    private static final String ABORTED = "the service gave up, which it does not explain; connect again";
    private static final String DROPPED = " Likely: the network, or a proxy or firewall on the way, has dropped the"
            + " connection; connect again, with the newest resumption handle if there is one. (cause `NetworkException`)";
    private static final String BROKE =
            "1006: The connection of a Live session failed: the connection to 127.0.0.1 broke or was refused: ";

    static final List<FaultRow> ROWS = List.of(
            row(1000, "", "the service has ended the session as one ends a conversation; connect again to go on"),
            row(1001, "", "the service, or a proxy before it, is going away; connect again"),
            row(
                    1002,
                    "",
                    "the service holds that this client broke the WebSocket protocol; a proxy between may change frames"),
            row(1003, "", "the service does not take a kind of frame that was sent"),
            row(
                    1007,
                    "",
                    "the service refuses what was sent last: a field, a media type, or a combination of settings"),
            row(
                    1007,
                    "Explicit activity control is not supported when automatic activity detection is enabled",
                    "activity marks need automaticActivityDetection.disabled, which a token may have locked"),
            row(
                    1007,
                    "setup must be the first message and only the first",
                    "a second setup was sent; open another session for another setup"),
            row(
                    1007,
                    "Request contains an invalid argument.",
                    "the service refuses what was sent last: its media type or data, a function response, or activity marks"
                            + " without audio between"),
            row(
                    1007,
                    "Invalid JSON payload received. Unknown name \"x\" at 'realtime_input': Cannot find field.",
                    "this API version does not know a field of what was sent last; the words name it, so leave it out"),
            row(
                    1008,
                    "",
                    "the service refuses the credential, the model or what the session did, without saying which"),
            row(1008, "The operation was aborted.", ABORTED),
            row(
                    1008,
                    "Connection aborted because the client failed to close the connection after receiving a GoAway signal once the"
                            + " session durat",
                    AGED),
            row(1009, "", "what was sent last was too long for the service; send it in smaller parts"),
            row(1011, "", "the service failed, or the token or the quota is used up; wait and connect again"),
            row(1011, "auth token has expired", "the token's expireTime is over; mint a new one"),
            row(1011, "Deadline expired before operation could complete.", AGED),
            row(
                    1011,
                    "Internal error encountered.",
                    "the service failed; connect again, with the newest resumption handle if there is one"),
            row(1011, "RESOURCE_EXHAUSTED", "the project's quota or its number of sessions is used up; wait"),
            row(1012, "", "the service restarts; connect again"),
            row(4001, "A code of nobody's.", ""),
            FaultRow.ended(
                    "a close frame without code",
                    "`CLOSED_BY_SERVICE` by `SERVER`, 1005. Likely: the service gave neither code nor reason; connect again.",
                    opened((peer, frames) -> frames.closeWithoutCode())),
            FaultRow.ended(
                    "1008 `The operation was aborted.`, with FIN behind it",
                    "`CLOSED_BY_SERVICE` by `SERVER`, 1008: The operation was aborted. Likely: " + ABORTED + ".",
                    opened((peer, frames) -> {
                        frames.close(1008, "The operation was aborted.");
                        peer.finish();
                    })),
            FaultRow.ended(
                    "1008 `The operation was aborted.`, and the peer never ends the connection (no FIN)",
                    "`CLOSED_BY_SERVICE` by `SERVER`, 1008: The operation was aborted. Likely: " + ABORTED + ".",
                    opened((peer, frames) -> {
                        frames.close(1008, "The operation was aborted.");
                        peer.awaitGone();
                        peer.awaitServerClose();
                    })),
            FaultRow.ended(
                    "1008 `The operation was aborted.`, and a reset once it is answered",
                    "`CLOSED_BY_SERVICE` by `SERVER`, 1008: The operation was aborted. Likely: " + ABORTED + ".",
                    opened((peer, frames) -> {
                        frames.close(1008, "The operation was aborted.");
                        frames.read();
                        peer.reset();
                    })),
            FaultRow.ended(
                    "1011 (the emulator's `close`)",
                    "`CLOSED_BY_SERVICE` by `SERVER`, 1011: Token has expired. Likely: the token's expireTime is over; mint a"
                            + " new one.",
                    emulated(Fault.close(1011, "Token has expired"))),
            FaultRow.ended(
                    "a reset",
                    "`CONNECTION_LOST` by `NETWORK`, " + BROKE + "…" + DROPPED,
                    opened((peer, frames) -> peer.reset())),
            FaultRow.ended(
                    "a reset (the emulator's `reset`)",
                    "`CONNECTION_LOST` by `NETWORK`, " + BROKE + "…" + DROPPED,
                    emulated(Fault.reset().at(Moment.AFTER_SETUP))),
            FaultRow.ended(
                    "FIN without a close frame",
                    "`CONNECTION_LOST` by `NETWORK`, " + BROKE + "The peer ended the connection without a close frame."
                            + DROPPED,
                    opened((peer, frames) -> peer.finish())),
            FaultRow.ended(
                    "FIN in the middle of a frame",
                    "`CONNECTION_LOST` by `NETWORK`, " + BROKE + "The peer ended the connection without a close frame."
                            + DROPPED,
                    opened((peer, frames) -> {
                        frames.raw(ByteString.decodeHex("8120"));
                        frames.raw(ByteString.encodeUtf8("half"));
                        peer.finish();
                    })),
            closing("`close()`, and the service answers", "`CLOSED_HERE` by `CLIENT`, 1000: bye.", (peer, frames) -> {
                frames.read();
                frames.close(1000, "bye");
            }),
            closing(
                    "`close()`, and the service answers with an error",
                    "`CLOSED_HERE` by `CLIENT`, 1011: Internal error encountered.",
                    (peer, frames) -> {
                        frames.read();
                        frames.close(1011, "Internal error encountered.");
                    }),
            closing(
                    "`close()`, and the service says much before it answers",
                    "`CLOSED_HERE` by `CLIENT`, 1000.",
                    (peer, frames) -> {
                        for (int i = 0; i < 200; i++) {
                            frames.text("{\"serverContent\":{\"modelTurn\":{\"parts\":[{\"text\":\""
                                    + "x".repeat(100_000) + "\"}]}}}");
                        }
                        frames.read();
                        frames.close(1000, "");
                    }),
            closing(
                    "`close()`, and a reset instead of the answer",
                    "`CONNECTION_LOST` by `CLIENT`, " + BROKE + "…" + DROPPED,
                    (peer, frames) -> {
                        frames.read();
                        peer.reset();
                    }),
            closing(
                    "`close()`, and FIN instead of the answer",
                    "`CONNECTION_LOST` by `CLIENT`, " + BROKE + "…" + DROPPED,
                    (peer, frames) -> {
                        frames.read();
                        peer.finish();
                    }),
            unanswered("`close()`, and no answer", (stage, peer) -> {}),
            unanswered("`close()`, and the service does not even read", (stage, peer) -> stage.awaitOver()));

    private static FaultRow row(int code, String reason, String meaning) {
        return FaultRow.ended(
                code + (reason.isEmpty() ? " without a reason" : " `" + reason + "`"),
                "`CLOSED_BY_SERVICE` by `SERVER`, " + code + (reason.isEmpty() ? "" : ": " + reason)
                        + (reason.endsWith(".") ? "" : ".") + (meaning.isEmpty() ? "" : " Likely: " + meaning + "."),
                opened((peer, frames) -> frames.close(code, reason)));
    }

    private static FaultRow.Play opened(TestLive.Script script) {
        return stage -> stage.end(stage.opening(script).open());
    }

    private static FaultRow.Play emulated(Fault fault) {
        return stage -> {
            stage.emulator(EmulatorOptions.builder().build());
            stage.emulator().faults().next(fault);
            return stage.end(stage.open());
        };
    }

    private static FaultRow closing(String happens, String sees, TestLive.Script script) {
        return FaultRow.ended(
                happens, sees, stage -> Seen.of(stage.opening(script).open().close()));
    }

    private interface Silence {
        void keep(FaultStage stage, RawServer.Peer peer) throws Exception;
    }

    private static FaultRow unanswered(String happens, Silence silence) {
        return FaultRow.ended(
                        happens,
                        "`CLOSE_UNANSWERED` by `CLIENT`, 1006: 127.0.0.1 did not answer the close within PT17S"
                                + " (closeTimeout).",
                        stage -> {
                            LiveFace.Talk talk = stage.opening((peer, frames) -> silence.keep(stage, peer))
                                    .open();
                            CompletableFuture<String> end = FaultStage.async(() -> Seen.of(talk.close()));
                            stage.pass(Within.CLOSE_TIMEOUT);
                            return LiveFace.settled(end);
                        })
                .within(Within.CLOSE_TIMEOUT);
    }

    static Stream<Arguments> tries() {
        return onFaces(ROWS);
    }
}
