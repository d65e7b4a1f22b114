package dev.ephemera.live.internal;

import dev.ephemera.live.internal.FaultRow.Within;
import dev.ephemera.transport.internal.RawServer;
import dev.ephemera.transport.internal.websocket.Frames;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The JVM shuts down with a session open; seen in a process of its own. */
final class ShutdownFaultTest extends FaultTable {

    static final List<FaultRow> ROWS = List.of(
            row(
                    "`main` returns with a session open",
                    "the process exits with 0; `JVM_SHUTDOWN` by `CLIENT`, 1001. The peer is told 1001.",
                    "return",
                    (peer, frames) -> frames.close(1001, "")),
            row(
                            "`System.exit` with a session open, and the service does not answer",
                            "the process exits with 7; `CLOSE_UNANSWERED` by `CLIENT`, 1006: 127.0.0.1 did not answer the close"
                                    + " within PT3S (closeTimeout). The peer is told 1001.",
                            "exit",
                            (peer, frames) -> {})
                    .within(Within.CLOSE_TIMEOUT));

    private static FaultRow row(String happens, String sees, String by, TestLive.Script answer) {
        return FaultRow.refused(happens, sees, stage -> {
                    CompletableFuture<String> told = new CompletableFuture<>();
                    stage.opening((RawServer.Peer peer, Frames frames) -> {
                                told.complete(frames.read());
                                answer.play(peer, frames);
                            })
                            .live();
                    if (by.equals("exit")) {
                        stage.realTime(Within.CLOSE_TIMEOUT);
                    }
                    return run(stage.address(), by) + " The peer is told "
                            + LiveFace.settled(told).replace("close:", "") + ".";
                })
                .afterwards(FaultRow.Afterwards.NO_PROCESS)
                .only(LiveFace.BLOCKING);
    }

    private static String run(String address, String by) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ShutdownChild.class.getName(),
                        address,
                        by)
                .redirectError(Redirect.INHERIT)
                .start();
        try {
            CompletableFuture<String> printed = FaultStage.async(
                    () -> child.inputReader(StandardCharsets.UTF_8).lines().reduce("", String::concat));
            if (!child.waitFor(50, TimeUnit.SECONDS)) {
                throw new AssertionError("the process has not ended within 50 s");
            }
            return "the process exits with " + child.exitValue() + "; " + LiveFace.settled(printed);
        } finally {
            child.destroyForcibly();
        }
    }

    static Stream<Arguments> tries() {
        return onFaces(ROWS);
    }
}
