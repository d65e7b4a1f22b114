package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionState;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.internal.CallContext;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.transport.internal.UserThreads;
import dev.ephemera.transport.internal.websocket.WebSocketRequest;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class SessionCoreTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    /** A client that is closed closes its sessions before they have begun, too. */
    @Test
    void connect_whenItWasClosedBefore_opensNothing() {
        HttpTransport transport = leaks.open(ClientOptions.builder()
                .apiKey(TestLive.KEY)
                .baseUrl("http://127.0.0.1:1")
                .build());
        CallContext context = transport.liveContext(RequestOptions.none(), credentials -> "v1beta");
        WebSocketRequest request =
                new WebSocketRequest(URI.create("ws://127.0.0.1:1"), Map.of(), TestLive.SETUP_TIMEOUT, 1 << 20);
        UserThreads userThreads = new UserThreads(transport.threads());
        ResumptionKeeper keeper =
                new ResumptionKeeper(Optional.empty(), userThreads, transport.time(), TestLive.CLOSE_TIMEOUT);
        SessionCore core = new SessionCore(
                new SessionFailures(request, context, context.redaction(), transport.errors()),
                new NewestResumption(
                        "models/m", Optional.empty(), transport.options().clock(), keeper::keep),
                keeper,
                SessionOptions.defaults(),
                TestLive.CLOSE_TIMEOUT,
                transport.time(),
                userThreads,
                over -> {});
        core.close(SessionEnd.Kind.CLIENT_CLOSED);

        core.connect(
                (opened, listener, outgoing) -> {
                    throw new AssertionError("a connection is opened");
                },
                request,
                new byte[0],
                TestLive.SETUP_TIMEOUT);

        assertThat(core.state()).isEqualTo(SessionState.CLOSED);
        assertThat(core.end()).isPresent();
        assertThatThrownBy(() -> LiveFace.settled(core.setup()))
                .isInstanceOf(LiveConnectException.class)
                .hasMessage("The session was closed, or its client, before it was open.");
        assertThat(LiveFace.settled(core.ended())).isSameAs(core.end().orElseThrow());
    }
}
