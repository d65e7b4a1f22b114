package dev.ephemera.transport.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The two ways to make a call; every rule is tested on both. */
enum Face {
    BLOCKING {
        @Override
        <R> R call(ApiCall<?, R> call) {
            return call.execute();
        }
    },
    ASYNC {
        @Override
        <R> R call(ApiCall<?, R> call) {
            CompletableFuture<R> future = call.executeAsync();
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
    };

    abstract <R> R call(ApiCall<?, R> call);
}
