package dev.ephemera.live.internal;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveListener;
import dev.ephemera.live.SessionEnd;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets a listener have the events, whatever it throws. */
final class ListenerSubscriber implements Flow.Subscriber<LiveEvent> {

    private final LiveListener listener;
    private final Supplier<Optional<SessionEnd>> end;
    private volatile Flow.@Nullable Subscription subscription;
    private volatile @Nullable IllegalStateException refusal;

    ListenerSubscriber(LiveListener listener, Supplier<Optional<SessionEnd>> end) {
        this.listener = Objects.requireNonNull(listener, "listener");
        this.end = end;
    }

    /** The listener's place, once it has been offered; throws if it was refused. */
    LiveListener.Registration registration() {
        IllegalStateException refused = refusal;
        if (refused != null) {
            throw refused;
        }
        return Objects.requireNonNull(subscription)::cancel;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(LiveEvent event) {
        try {
            listener.onEvent(event);
        } catch (Throwable thrown) {
            report(event, thrown);
        }
    }

    /** What reporting throws is reported to the thread: it ends nothing either. */
    private void report(LiveEvent event, Throwable thrown) {
        try {
            listener.onFailure(event, thrown);
        } catch (Throwable again) {
            again.addSuppressed(thrown);
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, again);
        }
    }

    /** Only a second subscriber is refused; the session itself ends no stream by an error. */
    @Override
    public void onError(Throwable refused) {
        refusal = new IllegalStateException(refused.getMessage(), refused);
    }

    @Override
    public void onComplete() {
        end.get().ifPresent(listener::onEnd);
    }
}
