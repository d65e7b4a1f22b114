package dev.ephemera.examples;

import dev.ephemera.types.LiveServerGoAway;
import dev.ephemera.types.LiveServerMessage;
import java.time.Duration;
import tools.jackson.databind.ObjectMapper;

/** How are the messages used as DTOs, with a mapper of one's own? */
public final class TypesOnly {

    private TypesOnly() {}

    /**
     * Runs the example.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        String json = "{\"goAway\":{\"timeLeft\":\"50s\"},\"addedNextYear\":true}";
        LiveServerMessage message = new ObjectMapper().readValue(json, LiveServerMessage.class);
        message.goAway().flatMap(LiveServerGoAway::timeLeft).ifPresent(left -> warn(left));
    }

    private static void warn(Duration left) {
        System.out.println("The connection ends in " + left.toSeconds() + " s.");
    }
}
