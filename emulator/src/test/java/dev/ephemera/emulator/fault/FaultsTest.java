package dev.ephemera.emulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which request meets which fault. */
final class FaultsTest {

    private static final FaultTarget TOKENS = FaultTarget.TOKENS;
    private static final FaultTarget LIVE = FaultTarget.LIVE;

    private final Clock clock = Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);
    private final Faults faults = new Faults(clock);

    @Test
    void take_whenNothingIsPlanned_findsNothing() {
        assertThat(faults.take(TOKENS)).isEmpty();
        assertThat(faults.injected()).isEmpty();
        assertThat(faults).hasToString("Faults{pending=[], always=null, rate=none, injected=0}");
    }

    @Test
    void next_isTakenInOrderByTheRequestsThatItMayHit() {
        Fault live = Fault.status(500).onLive();
        faults.next(Fault.wrongAccept(), Fault.status(503));
        faults.next(2, live);
        assertThat(faults.pending()).containsExactly(Fault.wrongAccept(), Fault.status(503), live, live);
        assertThat(faults.take(TOKENS)).hasValue(Fault.status(503));
        assertThat(faults.take(TOKENS)).isEmpty();
        assertThat(faults.take(LIVE)).hasValue(Fault.wrongAccept());
        assertThat(faults.take(LIVE)).hasValue(live);
        assertThat(faults.pending()).containsExactly(live);
        faults.clear();
        assertThat(faults.take(LIVE)).isEmpty();
    }

    @Test
    void always_standsBehindNextUntilItIsCleared() {
        faults.always(Fault.drop());
        faults.always(Fault.reset().onTokens());
        faults.next(Fault.status(503));
        assertThat(faults.take(TOKENS)).hasValue(Fault.status(503));
        assertThat(faults.take(TOKENS)).hasValue(Fault.reset().onTokens());
        assertThat(faults.take(LIVE)).isEmpty();
        assertThat(faults.take(TOKENS)).isPresent();
        faults.clear();
        assertThat(faults.take(TOKENS)).isEmpty();
    }

    @Test
    void rate_withTheSameSeed_hitsTheSameRequestsAboutAsOftenAsSaid() {
        List<Optional<Fault>> first = thousand(7);
        assertThat(thousand(7)).isEqualTo(first);
        assertThat(thousand(8)).isNotEqualTo(first);
        long hits = first.stream().flatMap(Optional::stream).count();
        assertThat(hits).isBetween(250L, 350L);
        assertThat(first.stream().flatMap(Optional::stream).distinct())
                .containsExactlyInAnyOrder(Fault.drop(), Fault.reset());
    }

    private List<Optional<Fault>> thousand(long seed) {
        faults.rate(0.3, seed, Fault.drop(), Fault.reset(), Fault.wrongAccept());
        List<Optional<Fault>> taken = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            taken.add(faults.take(TOKENS));
        }
        return taken;
    }

    @Test
    void rate_atItsBounds_isAlwaysOrNever() {
        faults.rate(1, 1, Fault.drop());
        assertThat(faults.take(LIVE)).isPresent();
        faults.rate(0, 1, Fault.drop());
        assertThat(faults.take(LIVE)).isEmpty();
        assertThat(faults).hasToString("Faults{pending=[], always=null, rate=0.0 of [{\"drop\":{}}], injected=0}");
    }

    @Test
    void plans_outOfRange_areRefused() {
        assertThatThrownBy(() -> faults.rate(1.1, 1, Fault.drop())).hasMessage("the probability is 1.1; give 0 to 1.");
        assertThatThrownBy(() -> faults.rate(Double.NaN, 1, Fault.drop())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.rate(0.5, 1)).hasMessageContaining("give at least one");
        assertThatThrownBy(() -> faults.next(-1, Fault.drop())).hasMessageContaining("-1 times");
    }

    @Test
    void injected_keepsTheNewest() {
        for (int i = 0; i < 10_001; i++) {
            faults.record(Fault.drop(), "POST /" + i, Optional.empty());
        }
        assertThat(faults.injected()).hasSize(10_000);
        assertThat(faults.injected().get(0))
                .isEqualTo(new InjectedFault(Fault.drop(), clock.instant(), "POST /1", Optional.empty()));
    }
}
