/** The small WebSocket interface that Live runs on, and its engine; may change at any time. */
@NullMarked
package dev.ephemera.transport.internal.websocket;

import org.jspecify.annotations.NullMarked;
