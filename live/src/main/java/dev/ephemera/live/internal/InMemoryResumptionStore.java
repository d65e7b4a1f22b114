package dev.ephemera.live.internal;

import dev.ephemera.live.Resumption;
import dev.ephemera.live.ResumptionStore;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps resumptions as long as the process lasts. Thread-safe. */
public final class InMemoryResumptionStore implements ResumptionStore {

    private final Map<String, Resumption> kept = new ConcurrentHashMap<>();
    private final Clock clock;

    /** Makes a store that is empty. */
    public InMemoryResumptionStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void save(String key, Resumption resumption) {
        kept.put(slot(key).key(), resumption);
    }

    @Override
    public Optional<Resumption> load(String key) {
        return Optional.ofNullable(kept.computeIfPresent(
                slot(key).key(), (same, resumption) -> resumption.expired(clock.instant()) ? null : resumption));
    }

    @Override
    public void remove(String key) {
        kept.remove(slot(key).key());
    }

    @Override
    public String toString() {
        return "ResumptionStore[in memory, " + kept.size() + " kept]";
    }
}
