package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.Refusal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.eclipse.jetty.websocket.core.exception.CloseException;

/** Ends a session in which the emulator itself fails as the service does, and not in the words of the Java run time. */
final class Unforeseen {

    private static final Logger LOG = System.getLogger(Unforeseen.class.getName());

    private Unforeseen() {}

    /**
     * Does something with a frame.
     *
     * @throws CloseException if that fails; its code and message are those of the close frame
     */
    static void guard(Runnable task) {
        try {
            task.run();
        } catch (CloseException meant) {
            throw meant;
        } catch (RuntimeException | Error unforeseen) {
            LOG.log(Level.ERROR, "The emulator fails in a session, which ends", unforeseen);
            throw new CloseException(Refusal.INTERNAL.code(), Refusal.INTERNAL.reason(), unforeseen);
        }
    }
}
