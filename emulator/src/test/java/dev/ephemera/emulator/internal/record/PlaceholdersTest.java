package dev.ephemera.emulator.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How secrets are found in texts. */
final class PlaceholdersTest {

    private final Placeholders placeholders = new Placeholders();

    @Test
    void text_withManySecrets_hasAPlaceholderForEach() {
        StringBuilder text = new StringBuilder("x");
        StringBuilder expected = new StringBuilder("x");
        for (int i = 0; i < 2_000; i++) {
            String secret = "handle-of-session-" + (10_000 + i);
            String placeholder = placeholders.ofService("handle", secret);
            text.append(secret).append(secret).append('y');
            expected.append(placeholder).append(placeholder).append('y');
        }
        assertThat(placeholders.scrub(text.toString())).isEqualTo(expected.toString());
    }

    @Test
    void secrets_thatBeginAlike_areFoundTheLongestFirst() {
        String shorter = placeholders.ofService("handle", "beginning");
        String longer = placeholders.ofService("handle", "beginning-and-end");
        assertThat(placeholders.scrub("beginning-and-end, beginning-and, beginnin"))
                .isEqualTo(longer + ", " + shorter + "-and, beginnin");
    }

    @Test
    void secrets_thatMayBePartOfAnyWord_areNotLookedFor() {
        placeholders.ofService("handle", "a-word");
        assertThat(placeholders.in("a-word and another")).isFalse();
        assertThat(placeholders.scrub("short")).isEqualTo("short");
    }
}
