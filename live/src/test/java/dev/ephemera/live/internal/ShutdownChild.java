package dev.ephemera.live.internal;

import dev.ephemera.live.LiveSession;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.internal.HttpTransport;
import java.time.Duration;

/** A program that ends with a session open, and prints how the session has ended. */
final class ShutdownChild {

    private ShutdownChild() {}

    /**
     * Runs it.
     *
     * @param args the service's address, and what shall end the program: {@code exit}, or else that main returns
     */
    public static void main(String[] args) {
        WebSocketLive live = new WebSocketLive(HttpTransport.create(ClientOptions.builder()
                .apiKey(TestLive.KEY)
                .baseUrl(args[0])
                .closeTimeout(args[1].equals("exit") ? Duration.ofSeconds(3) : TestLive.CLOSE_TIMEOUT)
                .build()));
        LiveSession session = live.connect("m");
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> System.out.println(Seen.of(session.async().ended().join()))));
        if (args[1].equals("exit")) {
            System.exit(7);
        }
    }
}
