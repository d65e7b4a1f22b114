package dev.ephemera.live.internal;

import dev.ephemera.live.AsyncLiveSession;
import dev.ephemera.live.Live;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.SessionState;
import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.internal.Await;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveConnectConfig;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The two ways to hold a session; every rule that both have is tested on both. */
enum LiveFace {
    BLOCKING {
        @Override
        Talk connect(Live live, LiveConnectConfig config, SessionOptions options) {
            LiveSession session = live.connect("m", config, options);
            return new Talk() {
                @Override
                public void send(LiveClientMessage message) {
                    session.send(message);
                }

                @Override
                public void sendText(String text) {
                    session.sendText(text);
                }

                @Override
                public SessionState state() {
                    return session.state();
                }

                @Override
                public SessionEnd close() {
                    session.close();
                    return session.end().orElseThrow();
                }

                @Override
                public LiveSession blocking() {
                    return session;
                }

                @Override
                public AsyncLiveSession async() {
                    return session.async();
                }
            };
        }
    },
    ASYNC {
        @Override
        Talk connect(Live live, LiveConnectConfig config, SessionOptions options) {
            AsyncLiveSession session = settled(live.async().connect("m", config, options));
            return new Talk() {
                @Override
                public void send(LiveClientMessage message) {
                    settled(session.send(message));
                }

                @Override
                public void sendText(String text) {
                    settled(session.sendText(text));
                }

                @Override
                public SessionState state() {
                    return session.state();
                }

                @Override
                public SessionEnd close() {
                    return settled(session.close());
                }

                @Override
                public LiveSession blocking() {
                    throw new AssertionError("not of this face");
                }

                @Override
                public AsyncLiveSession async() {
                    return session;
                }
            };
        }
    };

    /** A session by one of its faces. */
    interface Talk {

        void send(LiveClientMessage message);

        void sendText(String text);

        SessionState state();

        SessionEnd close();

        LiveSession blocking();

        AsyncLiveSession async();

        /** How it ended, when it has. */
        default SessionEnd end() {
            return settled(async().ended());
        }
    }

    abstract Talk connect(Live live, LiveConnectConfig config, SessionOptions options);

    Talk connect(Live live, LiveConnectConfig config, RequestOptions options) {
        return connect(live, config, SessionOptions.builder().request(options).build());
    }

    Talk connect(Live live) {
        return connect(live, LiveConnectConfig.builder().build(), RequestOptions.none());
    }

    /** Waits until futures have settled, however. */
    static void awaitDone(CompletableFuture<?>... futures) {
        for (CompletableFuture<?> future : futures) {
            Await.until("the future settles", future::isDone);
        }
    }

    /** The result of a future, or what it failed with, as it is. */
    static <T> T settled(CompletableFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new AssertionError("not one of our exceptions", e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the future did not settle", e);
        }
    }
}
