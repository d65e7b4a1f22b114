package dev.ephemera.emulator.internal.observe;

import dev.ephemera.emulator.EmulatedFrame;
import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.EmulatorListener;
import dev.ephemera.emulator.SessionEnd;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** All who listen to an emulator, as one. Safe for use by any thread. */
public final class Listeners implements EmulatorListener {

    private static final Logger LOG = System.getLogger("dev.ephemera.emulator");

    private final List<EmulatorListener> listeners = new CopyOnWriteArrayList<>();

    public void add(EmulatorListener listener) {
        listeners.add(listener);
    }

    public void remove(EmulatorListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void answered(String request, int status, String said) {
        tell(listener -> listener.answered(request, status, said));
    }

    @Override
    public void opened(EmulatedSession session) {
        tell(listener -> listener.opened(session));
    }

    @Override
    public void passed(EmulatedSession session, EmulatedFrame frame) {
        tell(listener -> listener.passed(session, frame));
    }

    @Override
    public void ended(EmulatedSession session, SessionEnd end) {
        tell(listener -> listener.ended(session, end));
    }

    @Override
    public void warned(String warning) {
        tell(listener -> listener.warned(warning));
    }

    private void tell(Consumer<EmulatorListener> event) {
        for (EmulatorListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException | Error itsOwn) {
                LOG.log(Level.ERROR, "a listener of the emulator fails", itsOwn);
            }
        }
    }
}
