package dev.ephemera.live.internal;

import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveClientRealtimeInput;
import java.util.Optional;
import java.util.stream.Stream;

/** The messages that a client sends, and what is wrong with them before they are sent. Pure. */
final class ClientMessages {

    private ClientMessages() {}

    static LiveClientMessage text(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("The text is empty; there is nothing to send.");
        }
        return LiveClientMessage.builder()
                .realtimeInput(LiveClientRealtimeInput.builder().text(text).build())
                .build();
    }

    /**
     * Checks a message of the user's.
     *
     * @return the message
     * @throws IllegalArgumentException if the service would refuse its shape
     */
    static LiveClientMessage checked(LiveClientMessage message) {
        if (message.setup().isPresent()) {
            throw new IllegalArgumentException(
                    "The message holds a setup, which is sent once, by connect; open another session for another setup.");
        }
        long members = message.unknownFields().names().size()
                + Stream.of(
                                message.clientContent(),
                                message.realtimeInput(),
                                message.toolResponse(),
                                message.contextUpdate())
                        .filter(Optional::isPresent)
                        .count();
        if (members != 1) {
            throw new IllegalArgumentException(
                    "The message has " + members
                            + " members; it must have exactly one of clientContent, realtimeInput, toolResponse, contextUpdate.");
        }
        return message;
    }
}
