package dev.ephemera.emulator.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RecentTest {

    private final Recent<String, Integer> recent = new Recent<>(1000);

    @Test
    void put_whenAllWeighTooMuch_forgetsTheOldest() {
        recent.put("a", 1, 200);
        recent.put("b", 2, 200);
        assertThat(recent.values()).containsExactly(1, 2);
        recent.put("c", 3, 200);
        assertThat(recent.values()).containsExactly(2, 3);
        assertThat(recent.get("a")).isEmpty();
        recent.put("d", 4, 1_000_000);
        assertThat(recent.values()).as("the newest stays, whatever it weighs").containsExactly(4);
        recent.put("e", 5, 0);
        assertThat(recent.values()).containsExactly(5);
    }

    @Test
    void put_ofAKeyThatIsThere_replacesIt() {
        for (int i = 0; i < 10; i++) {
            recent.put("a", i, 500);
        }
        recent.put("b", 10, 0);
        assertThat(recent.values()).containsExactly(9, 10);
    }

    @Test
    void remove_makesRoom() {
        recent.put("a", 1, 400);
        recent.put("b", 2, 100);
        recent.remove("b");
        recent.remove("b");
        recent.put("c", 3, 100);
        assertThat(recent.values()).containsExactly(1, 3);
    }

    @Test
    void forgetWhile_stopsAtTheFirstThatIsToStay() {
        for (int i = 1; i <= 4; i++) {
            recent.put("k" + i, i, 0);
        }
        recent.forgetWhile(value -> value != 3);
        assertThat(recent.values()).containsExactly(3, 4);
        recent.put("new", 5, 200);
        assertThat(recent.values()).containsExactly(3, 4, 5);
    }
}
