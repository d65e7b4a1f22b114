/** Live sessions: the socket, the session's state, the rules of its messages, and the model that answers. */
@NullMarked
package dev.ephemera.emulator.internal.live;

import org.jspecify.annotations.NullMarked;
