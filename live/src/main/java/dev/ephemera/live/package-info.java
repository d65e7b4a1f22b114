/** Live sessions: a conversation with a model over one WebSocket. */
@NullMarked
package dev.ephemera.live;

import org.jspecify.annotations.NullMarked;
