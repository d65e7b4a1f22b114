/** The server: routes, credentials of a request, the error envelope, and the one REST method. */
@NullMarked
package dev.ephemera.emulator.internal.http;

import org.jspecify.annotations.NullMarked;
