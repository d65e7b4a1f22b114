package dev.ephemera.emulator.internal.model;

import java.time.Duration;

/**
 * What the user said and showed in one turn. Pure.
 *
 * @param text all text, one line each; the end of it where it is longer than a context window
 * @param audio how much audio there was
 * @param images how many pictures there were
 * @param frames how many frames of video there were
 */
public record UserInput(String text, Duration audio, int images, int frames) {

    /** The smallest context window of a Live model, 32k tokens of four characters. */
    private static final int MOST_CHARACTERS = 4 * 32 * 1024;

    public static final UserInput NOTHING = new UserInput("", Duration.ZERO, 0, 0);

    /** Realtime audio and video. */
    public static UserInput media(Duration audio, int frames) {
        return new UserInput("", audio, 0, frames);
    }

    public UserInput withText(String more) {
        String all = text.isEmpty() ? more : text + "\n" + more;
        return new UserInput(all.substring(Math.max(0, all.length() - MOST_CHARACTERS)), audio, images, frames);
    }

    public UserInput withImage() {
        return new UserInput(text, audio, images + 1, frames);
    }

    public UserInput plus(UserInput more) {
        UserInput both = more.text.isEmpty() ? this : withText(more.text);
        return new UserInput(both.text, audio.plus(more.audio), images + more.images, frames + more.frames);
    }

    public boolean isNothing() {
        return equals(NOTHING);
    }

    /**
     * Returns what it costs.
     *
     * @param perPicture what a picture or a frame costs
     */
    public TokenCount tokens(int perPicture) {
        return TokenCount.text(text)
                .plus(TokenCount.audio(audio))
                .plus(TokenCount.of("IMAGE", Math.multiplyExact(images, perPicture)))
                .plus(TokenCount.of("VIDEO", Math.multiplyExact(frames, perPicture)));
    }
}
