package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.internal.model.Pieces;
import dev.ephemera.emulator.internal.model.TokenCount;
import dev.ephemera.emulator.internal.model.Tone;
import dev.ephemera.emulator.internal.time.Timeline.Alarm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * The model's part of one exchange while it lasts: speaks piece by piece, and is over when the last has been played.
 * Guarded by its session's lock.
 */
final class Turn {

    /**
     * How the model speaks.
     *
     * @param audio in audio, and not in text
     * @param transcripts how the words are written beside the audio, if they are
     * @param pace how long each piece takes it
     */
    record Voice(boolean audio, Optional<Transcripts> transcripts, Duration pace) {}

    private final Voice voice;
    private final SessionTime time;
    private final Consumer<ObjectNode> out;
    private final Runnable over;
    private final StringBuilder said = new StringBuilder();
    private List<String> pieces = List.of();
    private List<ObjectNode> last = List.of();
    private int next;
    private Instant playsUntil = Instant.MIN;
    private Alarm alarm = Alarm.DONE;
    private boolean stopped;

    Turn(Voice voice, SessionTime time, Consumer<ObjectNode> out, Runnable over) {
        this.voice = voice;
        this.time = time;
        this.out = out;
        this.over = over;
    }

    /**
     * Speaks, to the end of the turn.
     *
     * @param words what
     * @param after what is sent after the last of them
     */
    void say(String words, List<ObjectNode> after) {
        pieces = Pieces.of(words);
        last = after;
        next = 0;
        goOn(time.now());
    }

    /**
     * Speaks what is left, one piece after the other.
     *
     * @param since when the model began to think about the next piece; counted from there and not from now, so that it
     *     does not matter when time is moved
     */
    private void goOn(Instant since) {
        if (next == pieces.size()) {
            finish();
            return;
        }
        Instant ready = since.plus(voice.pace());
        alarm = time.at(ready, unlessStopped(() -> {
            speak(pieces.get(next++));
            goOn(ready);
        }));
    }

    private void finish() {
        // Before anything is sent: who hears of it may move the time.
        Instant played = voice.audio() ? playsUntil : time.now();
        last.forEach(out);
        out.accept(ServerMessages.generationComplete());
        alarm = time.at(played, unlessStopped(over));
    }

    private void speak(String piece) {
        if (voice.audio()) {
            ObjectNode message = ServerMessages.audio(Tone.speak(said.length(), piece.length()));
            Instant starts = playsUntil.isAfter(time.now()) ? playsUntil : time.now();
            playsUntil = starts.plus(Tone.length(piece.length()));
            voice.transcripts()
                    .ifPresent(transcripts -> ServerMessages.withOutputTranscription(
                            message,
                            transcripts.of(
                                    piece,
                                    Tone.length(said.length()),
                                    Tone.length(piece.length()),
                                    next == pieces.size())));
            out.accept(message);
        } else {
            out.accept(ServerMessages.text(piece));
        }
        said.append(piece);
    }

    private Runnable unlessStopped(Runnable task) {
        return () -> {
            if (!stopped) {
                task.run();
            }
        };
    }

    /** Falls silent; nothing more is sent. */
    void stop() {
        stopped = true;
        alarm.cancel();
    }

    /** Returns the words sent so far. */
    String said() {
        return said.toString();
    }

    /** Returns what the words sent so far cost. */
    TokenCount cost() {
        return voice.audio() ? TokenCount.audio(Tone.length(said.length())) : TokenCount.text(said());
    }
}
