package dev.ephemera.emulator.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatorListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order in which listeners are told. */
final class NewsTest {

    private final Object lock = new Object();
    private final Listeners listeners = new Listeners();
    private final News news = new News(lock, listeners);
    private final List<String> heard = new ArrayList<>();

    NewsTest() {
        listeners.add(new EmulatorListener() {
            @Override
            public void answered(String request, int status, String said) {
                heard.add(said + (Thread.holdsLock(lock) ? " under the lock" : ""));
            }
        });
    }

    private void add(String what) {
        news.add(listener -> listener.answered("", 0, what));
    }

    @Test
    void news_beforeTheBeginning_areToldAfterIt() {
        add("cut");
        news.guarded(() -> add("ended"));
        assertThat(heard).isEmpty();
        news.begin(listener -> listener.answered("", 0, "opened"));
        assertThat(heard).containsExactly("opened", "cut", "ended");
        add("more");
        assertThat(heard).endsWith("more");
    }

    @Test
    void news_underTheLock_areToldWhenItIsLeft() {
        news.begin(listener -> listener.answered("", 0, "opened"));
        news.guarded(() -> {
            add("one");
            news.guarded(() -> add("two"));
            assertThat(heard).containsExactly("opened");
        });
        assertThat(heard).containsExactly("opened", "one", "two");
    }

    @Test
    void news_thatComeWhileSomeAreTold_waitTheirTurn() {
        news.begin(listener -> {
            add("next");
            listener.answered("", 0, "opened");
        });
        assertThat(heard).containsExactly("opened", "next");
    }
}
