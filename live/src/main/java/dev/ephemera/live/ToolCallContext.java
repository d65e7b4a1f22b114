package dev.ephemera.live;

import dev.ephemera.types.FunctionCall;
import dev.ephemera.types.FunctionResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call of a function, as its handler sees it. Thread-safe. */
public interface ToolCallContext {

    /**
     * The call as it came first. The model may wait by another call for the same (see {@link LiveTools} on a change of the
     * connection); the id that it waits for is filled into the responses as they leave.
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
     * <p>While the service does not know the call ({@link LiveTools}), the result is kept for the call that comes again, and then
     * sent behind the others of the turn that is not complete, of which the newest 100 are kept.
     *
     * @param result what {@link ToolHandler#handle} may return
     * @throws IllegalArgumentException if the function is not declared as {@code NON_BLOCKING}, or something in the result has no
     *     JSON form
     * @throws IllegalStateException if the call is over; {@link #end()} tells why
     * @throws LiveSendException if it was not accepted for sending
     */
    void progress(@Nullable Object result);

    /**
     * Whether the call is over, and why: for a handler that was interrupted, or that looks from time to time whether it should go on.
     *
     * @return why nothing that the handler does counts any more; empty while the call goes on, also while the service does not know
     *     it but may call again
     */
    Optional<ToolCallEnd> end();
}
