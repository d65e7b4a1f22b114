package dev.ephemera.benchmarks.websocket;

import dev.ephemera.benchmarks.harness.Idle;
import dev.ephemera.benchmarks.harness.Rounds;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Opens many sessions of one candidate, lets each say something once, and looks at the process while all are idle. */
final class IdleRunner {

    private IdleRunner() {}

    /** Takes the candidate's name and the server's address; answers with the {@link Idle} figures of so many sessions. */
    public static void main(String[] arguments) throws Exception {
        Engine engine = Candidate.valueOf(arguments[0]).engine();
        URI uri = URI.create(arguments[1]);
        List<Link> links = new ArrayList<>();
        Rounds.answer(count -> {
            links.add(open(engine, uri));
            Idle before = Idle.now();
            for (int i = 0; i < count; i++) {
                links.add(open(engine, uri));
            }
            Idle after = Idle.now();
            if (links.stream().anyMatch(link -> link.ended().isDone())) {
                throw new IllegalStateException("a session has ended");
            }
            return after.since(before, count).line();
        });
    }

    private static Link open(Engine engine, URI uri) throws Exception {
        Answers answers = new Answers();
        Link link = engine.open(uri, answers, Engine.NEVER);
        Message first = Message.of("=hello");
        link.send(first);
        if (!answers.next().equals(first.text())) {
            throw new IllegalStateException("the server sent something else back");
        }
        return link;
    }
}
