package dev.ephemera.emulator.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatorListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The order in which listeners are told. */
final class NewsTest {

    private final Object lock = new Object();
    private final Listeners listeners = new Listeners("ephemera-emulator-0");
    private final News news = new News(lock, listeners);
    private final List<String> heard = new CopyOnWriteArrayList<>();

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

    /** Lets the listeners hear all that there is to be told, and no more. */
    private List<String> heard() {
        listeners.close();
        return heard;
    }

    @Test
    void news_beforeTheBeginning_areToldAfterIt() {
        add("cut");
        news.guarded(() -> add("ended"));
        news.begin(listener -> listener.answered("", 0, "opened"));
        add("more");
        assertThat(heard()).containsExactly("opened", "cut", "ended", "more");
    }

    @Test
    void news_withoutABeginning_areNotTold() {
        add("cut");
        assertThat(heard()).isEmpty();
    }

    @Test
    void news_underTheLock_areToldInOrderWithoutIt() {
        news.begin(listener -> listener.answered("", 0, "opened"));
        news.guarded(() -> {
            add("one");
            news.guarded(() -> add("two"));
        });
        assertThat(heard()).containsExactly("opened", "one", "two");
    }

    @Test
    void news_thatComeWhileSomeAreTold_waitTheirTurn() {
        news.begin(listener -> {
            add("next");
            listener.answered("", 0, "opened");
        });
        assertThat(heard()).containsExactly("opened", "next");
    }
}
