package dev.ephemera.examples;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.types.Modality;
import java.util.ArrayDeque;
import java.util.Deque;

/** What do I stop playing when the user speaks over the model? */
public final class StopWhenInterrupted {

    private final Deque<LiveEvent.Audio> toPlay = new ArrayDeque<>();

    private StopWhenInterrupted() {}

    /**
     * Runs the example.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        try (Service service = Service.fromEnvironment();
                LiveSession session = service.backend()
                        .live()
                        .connect(Service.model(), config -> config.addResponseModalities(Modality.AUDIO))) {
            new StopWhenInterrupted().talk(session);
        }
    }

    private void talk(LiveSession session) {
        session.sendText("Count from one to a hundred.");
        int turns = 0;
        boolean spoken = false;
        for (LiveEvent event : session.events()) {
            if (event instanceof LiveEvent.Audio audio) {
                toPlay.add(audio); // comes faster than it plays
                if (!spoken) {
                    spoken = true;
                    session.sendText("Stop!");
                }
            } else if (event instanceof LiveEvent.Interrupted interrupted) {
                toPlay.removeIf(audio -> audio.turn() <= interrupted.staleThrough());
                System.out.println("Stopped turn " + interrupted.staleThrough() + ".");
            } else if (event instanceof LiveEvent.TurnComplete && ++turns == 2) {
                break;
            }
        }
        long pieces = toPlay.stream().filter(audio -> audio.turn() > 1).count();
        System.out.println(pieces + " pieces are left to play, all of turn 2: " + (pieces == toPlay.size()));
    }
}
