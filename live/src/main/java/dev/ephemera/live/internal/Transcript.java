package dev.ephemera.live.internal;

import dev.ephemera.types.Content;
import dev.ephemera.types.LiveClientContent;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveClientRealtimeInput;
import dev.ephemera.types.LiveServerContent;
import dev.ephemera.types.LiveServerMessage;
import dev.ephemera.types.Part;
import dev.ephemera.types.Transcription;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The newest of what was said, as text, turn by turn, so that a model that knows nothing of it can be told. Not thread-safe. */
final class Transcript {

    private static final int MOST_CHARACTERS = 64 << 10;

    private record Line(String role, String text) {}

    private final Deque<Line> lines = new ArrayDeque<>();
    private final StringBuilder heard = new StringBuilder();
    private final StringBuilder said = new StringBuilder();
    private int characters;

    /** The service has said something. */
    void add(LiveServerMessage message) {
        message.serverContent().ifPresent(this::add);
    }

    private void add(LiveServerContent content) {
        content.inputTranscription().flatMap(Transcription::text).ifPresent(text -> append(heard, text));
        content.outputTranscription().flatMap(Transcription::text).ifPresent(text -> append(said, text));
        content.modelTurn().map(Transcript::text).ifPresent(text -> append(said, text));
    }

    /** A model that only transcribes completes no turn. */
    private static void append(StringBuilder line, String text) {
        line.append(text);
        line.delete(0, Math.max(0, line.length() - MOST_CHARACTERS));
    }

    private static String text(Content content) {
        return content.parts().stream()
                .filter(part -> !part.thought().orElse(false))
                .flatMap(part -> part.text().stream())
                .collect(Collectors.joining());
    }

    /** These have been answered, be it by silence. */
    void add(List<OutboundMessage> answered) {
        answered.forEach(message -> add(message.content()));
    }

    /** A turn of the model is complete. */
    void turnComplete(List<OutboundMessage> answered) {
        add(answered);
        add("user", heard.toString());
        add("model", said.toString());
        turnLost();
    }

    /** What has come of the turn is not part of the conversation. */
    void turnLost() {
        heard.setLength(0);
        said.setLength(0);
    }

    private void add(LiveClientMessage message) {
        message.realtimeInput().flatMap(LiveClientRealtimeInput::text).ifPresent(text -> add("user", text));
        message.clientContent()
                .map(LiveClientContent::turns)
                .orElse(List.of())
                .forEach(turn -> add(turn.role().orElse("user"), text(turn)));
    }

    private void add(String role, String text) {
        if (text.isEmpty()) {
            return;
        }
        lines.add(new Line(role, text));
        characters += text.length();
        while (characters > MOST_CHARACTERS && lines.size() > 1) {
            characters -= lines.remove().text().length();
        }
    }

    /** The conversation so far, to be sent first of all; empty if nothing was said. */
    Optional<LiveClientMessage> seed() {
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(ClientMessages.content(LiveClientContent.builder()
                        .addAllTurns(lines.stream().map(Transcript::content).toList())
                        .turnComplete(true)
                        .build()));
    }

    private static Content content(Line line) {
        return Content.builder()
                .role(line.role())
                .addParts(Part.builder().text(line.text()).build())
                .build();
    }
}
