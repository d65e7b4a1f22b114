package dev.ephemera.live;

import dev.ephemera.types.FunctionCall;
import dev.ephemera.types.FunctionResponse;
import org.jspecify.annotations.Nullable;

/** A call of a function, as its handler sees it. Thread-safe. */
public interface ToolCallContext {

    /**
     * The call as it came.
     *
     * @return the call
     */
    FunctionCall functionCall();

    /**
     * What the model gave to the function.
     *
     * @return the arguments, perhaps none
     */
    ToolArguments arguments();

    /**
     * Begins a response of which more can be set than its result, such as {@code scheduling} or media, to be returned or to be
     * given to {@link #progress(Object)}.
     *
     * @param result what {@link ToolHandler#handle} may return, but for a response
     * @return a builder with id, name and result
     * @throws IllegalArgumentException if something in the result has no JSON form
     */
    FunctionResponse.Builder response(@Nullable Object result);

    /**
     * Sends a result at once, after which more follow ({@code willContinue}); what the handler returns is the last. The time of
     * the call begins anew.
     *
     * @param result what {@link ToolHandler#handle} may return
     * @throws IllegalArgumentException if the function is not declared as {@code NON_BLOCKING}, or something in the result has no
     *     JSON form
     * @throws IllegalStateException if the call is over: it was cancelled, its time is over, it was answered, or the session ended
     * @throws LiveSendException if it was not accepted for sending
     */
    void progress(@Nullable Object result);
}
