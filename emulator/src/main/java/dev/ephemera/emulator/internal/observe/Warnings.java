package dev.ephemera.emulator.internal.observe;

import dev.ephemera.emulator.internal.credential.RealCredential;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an emulator warns of: logged once each, and kept; what is not kept any more is logged each time.
 * Safe for use by any thread. */
public final class Warnings {

    private static final Logger LOG = System.getLogger("dev.ephemera.emulator");
    private static final int MOST_KEPT = 100;

    private final Set<String> kept = new LinkedHashSet<>();
    private final News news;

    public Warnings(News news) {
        this.news = news;
    }

    /** Looks for a real credential where a client presents one. */
    public void look(String where, String text) {
        RealCredential.in(text)
                .ifPresent(real -> add("What looks like " + real.kind() + " was sent to an emulator, in " + where
                        + " (fingerprint " + real.fingerprint()
                        + "). An emulator needs no real credential: give the client the emulator's own key, and replace the real one if others"
                        + " may have seen it."));
    }

    private void add(String warning) {
        synchronized (kept) {
            if (kept.contains(warning)) {
                return;
            }
            if (kept.size() < MOST_KEPT) {
                kept.add(warning);
            }
        }
        LOG.log(Level.WARNING, warning);
        news.add(listener -> listener.warned(warning), 0);
    }

    public List<String> all() {
        synchronized (kept) {
            return List.copyOf(kept);
        }
    }
}
