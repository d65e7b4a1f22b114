package dev.ephemera.transport.internal;

import dev.ephemera.transport.GeminiException;
import java.util.function.Function;
import retrofit2.Call;

/**
 * What the tries of one call ask, and what their answers mean. Asked by one thread at a time, in the order of the tries.
 *
 * @param <T> what the body is read as
 * @param <R> what the caller gets
 */
public interface CallScript<T, R> {

    /** Makes the request of the next try. */
    Call<T> request();

    /**
     * Makes the caller's result of a good answer.
     *
     * @throws GeminiException if the answer is of no use
     */
    R result(ApiResponse<T> response);

    /**
     * Tells whether the next request says something better, so that a try that failed is made anew at once, whatever the policy
     * for retries is, and does not count. Must not say so for ever.
     *
     * @param failure how the last try failed
     */
    default boolean amends(GeminiException failure) {
        return false;
    }

    /** Asks the same in each try. */
    static <T, R> CallScript<T, R> of(Call<T> call, Function<ApiResponse<T>, R> result) {
        return new CallScript<>() {
            @Override
            public Call<T> request() {
                return call.clone();
            }

            @Override
            public R result(ApiResponse<T> response) {
                return result.apply(response);
            }
        };
    }
}
