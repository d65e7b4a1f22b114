package dev.ephemera.live;

import org.jspecify.annotations.Nullable;

/** Runs a function that the model calls. Several calls may run at once, each on a thread of its own. */
@FunctionalInterface
public interface ToolHandler {

    /**
     * Runs the function. The thread is interrupted when the call is cancelled, when its time is over, when the service has forgotten
     * it and when the session ends; {@link ToolCallContext#end()} tells which. What is returned or thrown after that counts no more.
     *
     * <p>A change of the connection interrupts nothing: the function runs on, and once; {@link LiveTools} tells who gets its result.
     *
     * @param call what is called, with which arguments
     * @return the result: a {@link dev.ephemera.types.JsonObject} or a map, which is the response as it stands; another plain
     *     value, as {@link dev.ephemera.types.JsonValue#of(Object)} takes it, which becomes {@code {"output": value}}; null,
     *     which becomes {@code {}}; or a {@link dev.ephemera.types.FunctionResponse} with scheduling or media
     * @throws Exception if the function failed; the model is told, see {@link LiveTools}
     */
    @Nullable Object handle(ToolCallContext call) throws Exception;
}
