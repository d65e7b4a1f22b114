package dev.ephemera.transport;

/**
 * Supplies the credentials anew for every call and every connection, so that they may change while a client lives.
 *
 * <p>Asked on the thread that makes the call, from several threads at once; it may block, and what it throws fails that
 * call.
 */
@FunctionalInterface
public interface CredentialsProvider {

    /**
     * Returns the credentials to use now.
     *
     * @return the credentials
     */
    Credentials credentials();
}
