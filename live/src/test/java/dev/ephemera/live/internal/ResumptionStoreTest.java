package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.live.Resumption;
import dev.ephemera.live.ResumptionStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What both stores promise. */
final class ResumptionStoreTest {

    enum Kind {
        IN_MEMORY {
            @Override
            ResumptionStore store(Path directory, Clock clock) {
                return ResumptionStore.inMemory(clock);
            }
        },
        FILE {
            @Override
            ResumptionStore store(Path directory, Clock clock) {
                return ResumptionStore.file(directory, clock);
            }
        };

        abstract ResumptionStore store(Path directory, Clock clock);
    }

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    @TempDir
    private Path directory;

    private static Clock at(Instant time) {
        return Clock.fixed(time, ZoneOffset.UTC);
    }

    private static Resumption resumption(String handle) {
        return Resumption.builder()
                .handle(handle)
                .model("models/m")
                .receivedAt(START)
                .resumable(true)
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void store_givesBackWhatWasSavedLast_underItsKeyAlone(Kind kind) {
        ResumptionStore store = kind.store(directory, at(START));
        store.save("a", resumption("1"));
        store.save("b", resumption("2"));
        store.save("a", resumption("secret-handle"));

        assertThat(store.load("a")).contains(resumption("secret-handle"));
        assertThat(store.load("a")).as("the second time").contains(resumption("secret-handle"));
        assertThat(store.load("b")).contains(resumption("2"));
        assertThat(store.load("c")).isEmpty();
        assertThat(store.toString()).doesNotContain("secret-handle");

        store.remove("a");
        store.remove("c");

        assertThat(store.load("a")).isEmpty();
        assertThat(store.load("b")).contains(resumption("2"));
    }

    @ParameterizedTest
    @EnumSource
    void keys_ofWhateverCharacters_areKeptApart(Kind kind) {
        ResumptionStore store = kind.store(directory, at(START));
        String[] keys = {"../a", "a/b", "A", "a", "a ", "ä", "\0", "x".repeat(5_000), "con", "."};
        for (String key : keys) {
            store.save(key, resumption("of " + key));
        }

        assertThat(keys).allSatisfy(key -> assertThat(store.load(key)).contains(resumption("of " + key)));
    }

    @ParameterizedTest
    @EnumSource
    void expired_isNotGivenBackAndRemoved(Kind kind) throws Exception {
        Settable clock = new Settable();
        ResumptionStore store = kind.store(directory, clock);
        Resumption ended = resumption("1").toBuilder().endedAt(START).build();
        store.save("ended", ended);
        store.save("open", resumption("2"));

        clock.now = START.plus(Duration.ofHours(2)).minusNanos(1);
        assertThat(store.load("ended")).contains(ended);

        clock.now = START.plus(Duration.ofHours(2));
        assertThat(store.load("ended")).isEmpty();
        clock.now = START;
        assertThat(store.load("ended")).as("removed").isEmpty();
        assertThat(store.load("open")).contains(resumption("2"));
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSizeLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void key_thatIsBlank_isRefusedEverywhere(Kind kind) {
        ResumptionStore store = kind.store(directory, at(START));

        assertThat(Stream.<Runnable>of(
                        () -> store.save(" ", resumption("1")),
                        () -> store.load(""),
                        () -> store.remove("\t"),
                        () -> store.slot("")))
                .allSatisfy(call -> assertThatThrownBy(call::run)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("key of a resumption is blank"));
    }

    @ParameterizedTest
    @EnumSource
    void slot_isAViewOfOneKey(Kind kind) {
        ResumptionStore store = kind.store(directory, at(START));
        ResumptionStore.Slot slot = store.slot("a");
        slot.save(resumption("1"));

        assertThat(store.load("a")).contains(resumption("1"));
        assertThat(slot.load()).contains(resumption("1"));
        slot.remove();
        assertThat(store.load("a")).isEmpty();
    }

    private static final class Settable extends Clock {

        private Instant now = START;

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
