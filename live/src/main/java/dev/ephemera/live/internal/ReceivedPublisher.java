package dev.ephemera.live.internal;

import dev.ephemera.transport.internal.UserThreads;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Hands what was received to one subscriber at a time, as many as it asks for, on the user's threads. A later subscriber goes
 * on where an earlier one cancelled.
 */
final class ReceivedPublisher<T> implements Flow.Publisher<T> {

    private final Received<T> received;
    private final UserThreads threads;
    private final AtomicReference<@Nullable Delivery> current = new AtomicReference<>();

    ReceivedPublisher(Received<T> received, UserThreads threads) {
        this.received = received;
        this.threads = threads;
        received.watch(() -> {
            Delivery delivery = current.get();
            if (delivery != null) {
                delivery.deliver();
            }
        });
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Delivery delivery = new Delivery(Objects.requireNonNull(subscriber, "subscriber"));
        if (current.compareAndSet(null, delivery)) {
            delivery.begin();
        } else {
            subscriber.onSubscribe(new Refused());
            subscriber.onError(new IllegalStateException(
                    "There is a subscriber already, and each element goes to one; cancel that one first."));
        }
    }

    /** The subscription of a subscriber that has already been told why it gets nothing. */
    private static final class Refused implements Flow.Subscription {

        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
    }

    private final class Delivery implements Flow.Subscription {

        private final Flow.Subscriber<? super T> subscriber;
        private final AtomicLong demand = new AtomicLong();
        /**
         * How often delivery was asked for since it last began; whoever finds zero starts it, so it runs once at a time. One at
         * first, which holds it back until the subscriber has its subscription.
         */
        private final AtomicInteger asked = new AtomicInteger(1);

        private volatile boolean over;
        private volatile @Nullable Throwable violation;

        Delivery(Flow.Subscriber<? super T> subscriber) {
            this.subscriber = subscriber;
        }

        void begin() {
            try {
                subscriber.onSubscribe(this);
            } catch (Throwable thrown) {
                cancel();
                throw thrown;
            }
            threads.run(this::run);
        }

        @Override
        public void request(long count) {
            if (count < 1) {
                violation =
                        new IllegalArgumentException("request(" + count + "): the number must be positive (rule 3.9).");
            } else {
                demand.accumulateAndGet(count, (sum, more) -> sum + more < 0 ? Long.MAX_VALUE : sum + more);
            }
            deliver();
        }

        @Override
        public void cancel() {
            over = true;
            current.compareAndSet(this, null);
        }

        void deliver() {
            if (!over && asked.getAndIncrement() == 0) {
                threads.run(this::run);
            }
        }

        @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it but the cost
        private void run() {
            int seen = asked.get();
            while (seen != 0 && !over) {
                next();
                // For whoever brings the next one: to wake a thread for each costs more than the rest of it.
                Thread.yield();
                seen = asked.addAndGet(-seen);
            }
        }

        private void next() {
            while (!over) {
                Throwable error = violation;
                if (error != null) {
                    cancel();
                    subscriber.onError(error);
                    return;
                }
                T next = demand.get() > 0 ? received.poll() : null;
                if (next == null) {
                    break;
                }
                demand.decrementAndGet();
                pass(next);
            }
            if (!over && received.isExhausted()) {
                cancel();
                subscriber.onComplete();
            }
        }

        /** A subscriber that throws is held to have cancelled (rule 2.13); the exception goes to the thread's handler. */
        private void pass(T next) {
            try {
                subscriber.onNext(next);
            } catch (Throwable thrown) {
                cancel();
                throw thrown;
            }
        }
    }
}
