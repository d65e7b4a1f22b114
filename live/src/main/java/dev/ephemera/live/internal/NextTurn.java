package dev.ephemera.live.internal;

import dev.ephemera.live.Turn;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** Asks a publisher for one turn, for a future; a turn that comes when nobody waits for it any more is handed back. */
final class NextTurn extends CompletableFuture<Turn> implements Flow.Subscriber<Turn> {

    private final Consumer<Turn> unwanted;

    @SuppressWarnings("NullAway.Init") // a subscriber gets its subscription before anything else
    private Flow.Subscription subscription;

    NextTurn(Consumer<Turn> unwanted) {
        this.unwanted = unwanted;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        var unused = whenComplete((turn, failure) -> subscription.cancel());
        subscription.request(1);
    }

    @Override
    public void onNext(Turn turn) {
        subscription.cancel(); // what depends on this future may ask for the next turn
        if (!complete(turn)) {
            unwanted.accept(turn);
        }
    }

    @Override
    public void onError(Throwable thrown) {
        completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {
        completeExceptionally(
                new NoSuchElementException("The session has ended, and all that it brought has been read."));
    }
}
