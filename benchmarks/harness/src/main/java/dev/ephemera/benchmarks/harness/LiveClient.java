package dev.ephemera.benchmarks.harness;

/** A way to talk to a Live service, as its users would. */
@FunctionalInterface
public interface LiveClient {

    /**
     * Opens a session with a model and nothing else, and waits for the service's word that its setup is complete.
     *
     * @param hearer is told what comes
     * @return the session
     * @throws Exception if there is none
     */
    LiveTalk open(LiveHearer hearer) throws Exception;
}
