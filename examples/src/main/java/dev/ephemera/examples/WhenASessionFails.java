package dev.ephemera.examples;

import dev.ephemera.GeminiClient;
import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.SessionEnd;

/** What do I catch, and how do I learn why a session is over? */
public final class WhenASessionFails {

    private WhenASessionFails() {}

    /**
     * Runs the example.
     *
     * @param args the model, which may be one that does not exist
     */
    public static void main(String[] args) {
        try (Service service = Service.fromEnvironment()) {
            talk(service.backend(), args.length > 0 ? args[0] : Service.model());
        }
    }

    static void talk(GeminiClient client, String model) {
        try {
            LiveSession session = client.live().connect(model);
            try (session) {
                session.sendText("Hello!");
                for (LiveEvent event : session.events()) { // ends by itself when the session does
                    if (event instanceof LiveEvent.GoAway goAway) {
                        System.out.println("The service will cut the connection in " + goAway.timeLeft());
                    } else if (event instanceof LiveEvent.TurnComplete) {
                        break;
                    }
                }
            }
            SessionEnd end = session.end().orElseThrow(); // whatever ended it
            System.out.println("Ended by " + end.by() + " with " + end.code() + ", " + end.kind());
            end.likelyCauses().forEach(System.out::println);
        } catch (LiveConnectException e) { // refused, unreachable, or not in time
            System.out.println(e.getMessage());
            e.likelyCauses().forEach(cause -> System.out.println("Likely: " + cause));
        } catch (LiveSendException e) { // did not leave; the session may live on
            System.out.println(e.reason() + (e.mayArrive() ? ", but may arrive" : ""));
        }
    }
}
