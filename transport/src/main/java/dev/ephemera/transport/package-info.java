/**
 * What every call shares: client and call options, credentials, retries, proxy and TLS, and the exceptions.
 *
 * <p>Options are immutable values with builders and may be shared between threads.
 */
@NullMarked
package dev.ephemera.transport;

import org.jspecify.annotations.NullMarked;
