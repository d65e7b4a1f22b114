package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.internal.HttpTransport;
import dev.ephemera.transport.internal.LeakCheck;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.LiveServerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class LiveConnectionTest {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    private final List<String> told = new ArrayList<>();

    private final class Owner implements LiveConnection.Owner {

        @Override
        public void received(ServerFrame frame, int bytes) {
            told.add("received");
        }

        @Override
        public void actUpon(LiveServerMessage message) {
            told.add("actUpon");
        }

        @Override
        public void opened(LiveServerMessage complete) {
            told.add("opened");
        }

        @Override
        public void awaitRoom(BooleanSupplier useless) {}

        @Override
        public void broken() {
            told.add("broken");
        }

        @Override
        public void closing() {
            told.add("closing");
        }

        @Override
        public void neverOpened(LiveConnectException why) {
            told.add(why.getMessage());
        }

        @Override
        public void over() {
            told.add("over");
        }
    }

    /** A client that is closed closes its sessions before they have begun, too. */
    @Test
    void connect_whenItWasGivenUpBefore_opensNothing() {
        HttpTransport transport = leaks.open(ClientOptions.builder()
                .apiKey(TestLive.KEY)
                .baseUrl("http://127.0.0.1:1")
                .build());
        SessionOptions options = SessionOptions.defaults();
        Dialer dialer = new Dialer(transport, "m", LiveConnectConfig.builder().build(), options);
        Dialer.Dial dial = dialer.first(dialer.context());
        LiveConnection connection = new LiveConnection(
                dial.failures(),
                new NewestResumption(
                        "models/m", Optional.empty(), transport.options().clock(), newest -> {}),
                options,
                TestLive.CLOSE_TIMEOUT,
                transport.time(),
                new TurnCounter(),
                () -> null,
                new InboundBuffer(1),
                new Owner());
        connection.fail(() -> LiveConnectException.failed("given up", null));

        connection.connect(
                (opened, listener, outgoing) -> {
                    throw new AssertionError("a connection is opened");
                },
                dial.request(),
                dial.setup(),
                TestLive.SETUP_TIMEOUT);

        assertThat(told).containsExactly("given up");
    }
}
