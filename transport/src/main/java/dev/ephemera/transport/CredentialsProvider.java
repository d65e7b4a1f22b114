package dev.ephemera.transport;

/**
 * Supplies the credentials anew for every call and every connection, so that they may change while a client lives.
 *
 * <p>Asked from several threads at once: by blocking methods on the caller's thread, by asynchronous ones on a thread of the
 * client. It may block; the time that it takes counts for the call's timeout, at which an asynchronous call ends without waiting
 * for it. What it throws fails that call.
 */
@FunctionalInterface
public interface CredentialsProvider {

    /**
     * Returns the credentials to use now.
     *
     * @return the credentials
     */
    Credentials credentials();

    /**
     * Is told that the service has refused an ephemeral token, as used up or expired, so that it is not supplied again. Called on a
     * thread that may be blocked, before the provider is asked for another.
     *
     * @param credentials what this provider has supplied
     */
    default void refused(Credentials credentials) {}
}
