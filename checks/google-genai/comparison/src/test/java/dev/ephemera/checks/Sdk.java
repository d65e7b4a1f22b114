package dev.ephemera.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.SessionEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the service that a test drives step by step: one of Google's, or ours. It has one session at a time. */
abstract class Sdk {

    /** How long a step may take that does come; what does not come is waited for on a condition of the emulator's. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final JsonMapper MAPPER = new JsonMapper();

    private final String name;
    private final int closeCode;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /**
     * Makes a client.
     *
     * @param closeCode what the server sees when it hangs up; 1005 for a close frame with no code
     */
    Sdk(String name, int closeCode) {
        this.name = name;
        this.closeCode = closeCode;
    }

    /** Mints a token by the SDK's own config, and returns its name. */
    abstract String mint(Target target, JsonNode config);

    /** Begins to connect. What comes of it is an event. */
    abstract void connect(Target target, String model, JsonNode config);

    /** Sends one message by the SDK's own method for it. */
    abstract void send(String member, String body);

    /** Ends the session from the client's side. */
    abstract void close();

    /** Connects, and returns what the server said of the setup. */
    final JsonNode open(Target target, String model, String config) {
        connect(target, model, MAPPER.readTree(config));
        return next("open");
    }

    /** Ends a session from the client's side, as this SDK does that, and waits until both sides know. */
    final void hangUp(EmulatedSession session) {
        close();
        next("closed");
        SessionEnd end = Service.endOf(session);
        assertThat(end.byEmulator()).isFalse();
        assertThat(end.code()).isEqualTo(closeCode);
    }

    final void tell(Event event) {
        events.add(event);
    }

    /** Returns what the client tells next. */
    final Event next() {
        try {
            Event event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(event).as("%s tells nothing more", name).isNotNull();
            return event;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Returns what came of an attempt to connect: {@code open}, {@code refused} or {@code closed}. */
    final Event outcome() {
        Event event = next();
        while (event.is("message")) {
            event = next();
        }
        return event;
    }

    /** Returns what the client tells next of a kind, and drops what it tells before. */
    final JsonNode next(String kind) {
        List<Event> before = new ArrayList<>();
        for (Event event = next(); ; event = next()) {
            if (event.is(kind)) {
                return event.body();
            }
            before.add(event);
            assertThat(event.kind())
                    .as("%s waits for %s and hears %s", name, kind, before)
                    .isNotIn("refused", "closed", "error");
        }
    }

    /** Whether the client tells nothing of a kind for so long. */
    final boolean silentFor(Duration duration) {
        try {
            return events.poll(duration.toMillis(), TimeUnit.MILLISECONDS) == null;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Forgets what the last session told. */
    final void forget() {
        events.clear();
    }

    @Override
    public final String toString() {
        return name;
    }
}
