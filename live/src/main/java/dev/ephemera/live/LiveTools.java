package dev.ephemera.live;

import dev.ephemera.types.FunctionDeclaration;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Functions that the model may call, and what runs them: {@link SessionOptions#tools()} serves a session with them.
 *
 * <p><b>Declarations.</b> {@code connect} adds them to the config's own tools. A function stands in one of both, which
 * {@code connect} checks.
 *
 * <p><b>Calls.</b> Each call runs as it comes, off the thread that reads, up to {@link #concurrency()} at once and the others behind
 * them in order. Each is answered by itself, with its id, when it is ready. {@link LiveEvent.ToolCall} is shown to readers all the
 * same, before anything that comes of it; who has given handlers answers no calls otherwise. A call that was read from the socket
 * runs although nobody reads the session; but once {@link SessionOptions#maxUnreadBytes()} wait, the socket is not read, and no
 * more calls come.
 *
 * <p><b>Answers.</b> They wait for room in the outbound queue, whatever {@link SessionOptions#outboundPolicy()} is, and leave within
 * {@link SessionOptions#sendTimeout()} or have failed.
 *
 * <p><b>Failures.</b> What a handler throws, an Error too, is answered with {@code {"error": "Class: message"}}: the simple name of
 * the exception's class and its message, cut after 500 characters and without the credentials of the session; no cause and no stack trace. A handler that must not tell
 * the message throws another one. A function that nobody knows is answered with an error that names the known ones, and a call
 * without a result after {@link #timeout()} with one that says so; its thread is interrupted. Each of these, and an answer that could not be sent, is a
 * {@link LiveEvent.ToolFailed} besides.
 *
 * <p><b>Cancellation.</b> When the service cancels a call, and when the session ends, the thread of its handler is interrupted, and
 * nothing is answered. A handler that does not heed that counts among {@link #concurrency()} until it returns; a call that the
 * executor has not begun, or has discarded, does not.
 *
 * <p><b>A change of the connection.</b> A call that the service still knows, since it gave the handle of the resumed session after
 * it, is answered over the new connection as if nothing had happened. A call that it does not know any more is neither run again nor
 * interrupted: its handler runs on, within the {@link #timeout()} that began with the call, and one that has not begun waits. If the
 * model calls the same function with equal arguments, that call is answered with the result of the first, under its own id; one new
 * call for one old one, in order. So it is also with a call that was answered, with a result or a failure, and whose turn was not
 * complete when the connection was lost; of those the newest 100 are kept. What the model has not called again until its next turn is
 * complete, or the session ends, is over: the thread is interrupted ({@link ToolCallEnd#FORGOTTEN}), the result dropped, and a
 * {@link LiveEvent.ToolFailed} says so. Not promised: that a model that lost its memory asks in the same words; if the arguments
 * differ, the function runs for them too.
 *
 * <p><b>Non-blocking functions.</b> Those declared with behavior {@code NON_BLOCKING} may answer with a {@code scheduling}
 * ({@link ToolCallContext#response}) and in several steps ({@link ToolCallContext#progress}). Others that try have failed.
 *
 * <p>Immutable, if the handlers are; may serve any number of sessions at once, each with its own limits.
 */
public final class LiveTools {

    private static final LiveTools NONE = builder().build();

    private record Function(@Nullable FunctionDeclaration declaration, ToolHandler handler) {}

    private final Map<String, Function> functions;
    private final Duration timeout;
    private final int concurrency;
    private final @Nullable Executor executor;

    private LiveTools(Builder builder) {
        this.functions = Collections.unmodifiableMap(new LinkedHashMap<>(builder.functions));
        this.timeout = builder.timeout;
        this.concurrency = builder.concurrency;
        this.executor = builder.executor;
    }

    /**
     * No functions: calls are only shown, and whoever reads the session answers them.
     *
     * @return the empty instance
     */
    public static LiveTools none() {
        return NONE;
    }

    /**
     * Starts with no functions.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The functions that have a handler.
     *
     * @return their names, in the order in which they were given
     */
    public Set<String> names() {
        return functions.keySet();
    }

    /**
     * What the model is told of the functions.
     *
     * @return the declarations, without the functions that are declared elsewhere
     */
    public List<FunctionDeclaration> declarations() {
        return functions.values().stream()
                .map(Function::declaration)
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * The declaration of a function.
     *
     * @param name its name
     * @return the declaration; empty if it is not known, or declared elsewhere
     */
    public Optional<FunctionDeclaration> declaration(String name) {
        return Optional.ofNullable(functions.get(name)).map(Function::declaration);
    }

    /**
     * What runs a function.
     *
     * @param name its name
     * @return the handler; empty if it is not known
     */
    public Optional<ToolHandler> handler(String name) {
        return Optional.ofNullable(functions.get(name)).map(Function::handler);
    }

    /**
     * How long a call may take from when it came until its result, or its next one, also while it waits for others.
     *
     * @return the timeout, 30 seconds by default
     */
    public Duration timeout() {
        return timeout;
    }

    /**
     * How many calls of one session run at once.
     *
     * @return the number, 8 by default; with 1, calls run one after another in the order in which they came
     */
    public int concurrency() {
        return concurrency;
    }

    /**
     * Where handlers run.
     *
     * @return the executor; empty for the client's own, which has a thread for each task, virtual on JDK 21 and later
     */
    public Optional<Executor> executor() {
        return Optional.ofNullable(executor);
    }

    /** Shows the functions' names. */
    @Override
    public String toString() {
        return "LiveTools" + names();
    }

    /** Adds functions one by one; not for use by several threads at once. */
    public static final class Builder {

        private final Map<String, Function> functions = new LinkedHashMap<>();
        private Duration timeout = Duration.ofSeconds(30);
        private int concurrency = 8;
        private @Nullable Executor executor;

        private Builder() {}

        /**
         * Adds a function.
         *
         * @param declaration what the model is told of it; with a name
         * @param handler what runs it
         * @return this builder
         * @throws IllegalArgumentException if it has no name, or one that was added before
         */
        public Builder function(FunctionDeclaration declaration, ToolHandler handler) {
            return add(declaration.name().orElse(""), new Function(declaration, Objects.requireNonNull(handler)));
        }

        /**
         * Adds what runs a function that is declared elsewhere: in the config, by the token, or by a {@code contextUpdate}. Whether it
         * blocks is not known here and not checked.
         *
         * @param name the function's name
         * @param handler what runs it
         * @return this builder
         * @throws IllegalArgumentException if the name is empty, or was added before
         */
        public Builder handler(String name, ToolHandler handler) {
            return add(name, new Function(null, Objects.requireNonNull(handler)));
        }

        private Builder add(String name, Function function) {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("The function has no name; the model calls it by that.");
            }
            if (functions.putIfAbsent(name, function) != null) {
                throw new IllegalArgumentException("The function " + name + " was added before; add it once.");
            }
            return this;
        }

        /**
         * Sets {@link LiveTools#timeout()}.
         *
         * @param timeout from 1 ms to 1 day
         * @return this builder
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder timeout(Duration timeout) {
            Ranges.between("timeout", timeout, Duration.ofMillis(1));
            this.timeout = timeout;
            return this;
        }

        /**
         * Sets {@link LiveTools#concurrency()}.
         *
         * @param concurrency 1 at least
         * @return this builder
         * @throws IllegalArgumentException if it is less
         */
        public Builder concurrency(int concurrency) {
            if (concurrency < 1) {
                throw new IllegalArgumentException("concurrency is " + concurrency + "; it must be positive.");
            }
            this.concurrency = concurrency;
            return this;
        }

        /**
         * Sets {@link LiveTools#executor()}. It stays the caller's, who closes it.
         *
         * @param executor where handlers run; it must not run them on the thread that gives them to it, which reads the socket. A
         *     call that it rejects has failed
         * @return this builder
         */
        public Builder executor(Executor executor) {
            this.executor = Objects.requireNonNull(executor);
            return this;
        }

        /**
         * Makes the tools.
         *
         * @return the immutable tools
         */
        public LiveTools build() {
            return new LiveTools(this);
        }
    }
}
