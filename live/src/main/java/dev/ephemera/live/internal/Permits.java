package dev.ephemera.live.internal;

import dev.ephemera.live.ReconnectPolicy;
import dev.ephemera.transport.Credentials;
import dev.ephemera.transport.internal.CallContext;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Asks the user's code for what an attempt to reconnect takes: credentials, and that the hook allows it. Holds no state. */
final class Permits {

    /**
     * What the user's code has answered.
     *
     * @param context what the attempt presents
     * @param granted whether it may be made
     * @param thrown why not, if the hook threw
     */
    record Permit(CallContext context, boolean granted, Optional<Throwable> thrown) {}

    private final Dialer dialer;
    private final ReconnectPolicy.Attempts hook;

    Permits(Dialer dialer, ReconnectPolicy.Attempts hook) {
        this.dialer = dialer;
        this.hook = hook;
    }

    /**
     * Asks, and may wait for the answer. What the provider of credentials throws is thrown on.
     *
     * @param attempt the attempt with these credentials
     * @param useless whether nobody wants the answer any more
     */
    Permit ask(Function<Credentials, ReconnectPolicy.Attempt> attempt, BooleanSupplier useless) {
        CallContext context = dialer.context();
        if (useless.getAsBoolean()) { // while the credentials were waited for
            throw new CancellationException("The session has ended.");
        }
        try {
            return new Permit(context, hook.allow(attempt.apply(context.credentials())), Optional.empty());
        } catch (Throwable thrown) { // an Error too: the session must not wait for an attempt that nobody makes
            return new Permit(context, false, Optional.of(thrown));
        }
    }
}
