package dev.ephemera.emulator.internal.model;

import java.time.Duration;

/**
 * What the user said and showed in one turn. Pure.
 *
 * @param text all text, one line each
 * @param audio how much audio there was
 * @param images how many pictures and video frames there were
 */
public record UserInput(String text, Duration audio, int images) {

    public static final UserInput NOTHING = new UserInput("", Duration.ZERO, 0);

    public UserInput withText(String more) {
        return new UserInput(text.isEmpty() ? more : text + "\n" + more, audio, images);
    }

    public UserInput withAudio(Duration more) {
        return new UserInput(text, audio.plus(more), images);
    }

    public UserInput withImage() {
        return new UserInput(text, audio, images + 1);
    }

    public UserInput plus(UserInput more) {
        UserInput both = more.text.isEmpty() ? this : withText(more.text);
        return new UserInput(both.text, audio.plus(more.audio), images + more.images);
    }

    public boolean isNothing() {
        return equals(NOTHING);
    }

    public TokenCount tokens() {
        return TokenCount.text(text).plus(TokenCount.audio(audio)).plus(TokenCount.images(images));
    }
}
