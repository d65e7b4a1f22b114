package dev.ephemera.tokens;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A server that hands out tokens exactly as a test says: what each answer is, and when it comes. */
final class Backend implements AutoCloseable {

    private final MockWebServer server = new MockWebServer();
    private final Queue<Supplier<MockResponse>> answers = new ConcurrentLinkedQueue<>();

    /** A permit for each request that has come. */
    final Semaphore requests = new Semaphore(0);

    Backend() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                requests.release();
                Supplier<MockResponse> answer = answers.poll();
                return answer == null
                        ? new MockResponse.Builder()
                                .code(418)
                                .body("the test expects no further request")
                                .build()
                        : answer.get();
            }
        });
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return server.url("/token").uri();
    }

    int count() {
        return server.getRequestCount();
    }

    RecordedRequest take() throws InterruptedException {
        return server.takeRequest(20, TimeUnit.SECONDS);
    }

    void answer(MockResponse response) {
        answer(() -> response);
    }

    /** Does something of the test's while the caller waits. */
    void answer(Supplier<MockResponse> response) {
        answers.add(response);
    }

    void json(String body) {
        answer(new MockResponse.Builder().body(body).build());
    }

    void refuse(int code) {
        answer(new MockResponse.Builder().code(code).build());
    }

    /** Answers when the latch is counted down. */
    CountDownLatch later(MockResponse response) {
        CountDownLatch latch = new CountDownLatch(1);
        answers.add(() -> {
            try {
                if (!latch.await(60, TimeUnit.SECONDS)) {
                    throw new AssertionError("the test never let the answer go");
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return response;
        });
        return latch;
    }

    @Override
    public void close() {
        server.close();
    }
}
