package dev.ephemera.live.internal;

import dev.ephemera.live.Resumption;
import dev.ephemera.types.LiveServerSessionResumptionUpdate;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/** From where one conversation can be resumed, as the service has said last, in whichever connection. Thread-safe. */
final class NewestResumption {

    private final String model;
    private final Clock clock;
    private final Consumer<Optional<Resumption>> news;
    private Optional<Resumption> newest;

    /**
     * Starts a conversation.
     *
     * @param model its model, as it stands on the wire
     * @param resumed from where it goes on; that is the newest until the service gives a newer one
     * @param clock tells when a handle came and when the conversation ended
     * @param news is given what has changed, on the thread that reads; empty if the service takes it no more
     */
    NewestResumption(String model, Optional<Resumption> resumed, Clock clock, Consumer<Optional<Resumption>> news) {
        this.model = model;
        this.newest =
                resumed.map(from -> from.toBuilder().endedAt(Optional.empty()).build());
        this.clock = clock;
        this.news = news;
    }

    /** The service told from where the conversation can be resumed, or that it cannot at the moment. */
    void remember(LiveServerSessionResumptionUpdate update) {
        Optional<Resumption> changed;
        synchronized (this) {
            Optional<Resumption> before = newest;
            newest = update.newHandle()
                    .filter(handle -> !handle.isBlank())
                    .map(this::received)
                    .or(() -> before)
                    .map(one -> one.toBuilder()
                            .resumable(update.resumable().orElse(false))
                            .build());
            if (newest.equals(before)) {
                return;
            }
            changed = newest;
        }
        news.accept(changed);
    }

    private Resumption received(String handle) {
        return Resumption.builder()
                .handle(handle)
                .model(model)
                .receivedAt(clock.instant())
                .resumable(true)
                .build();
    }

    /** The service does not take it any more. */
    void forget() {
        synchronized (this) {
            newest = Optional.empty();
        }
        news.accept(Optional.empty());
    }

    synchronized Optional<Resumption> current() {
        return newest;
    }

    Optional<String> handle() {
        return current().map(Resumption::handle);
    }

    /** The newest as it stands when the conversation ends now. */
    Optional<Resumption> ending() {
        return current().map(last -> last.toBuilder().endedAt(clock.instant()).build());
    }
}
