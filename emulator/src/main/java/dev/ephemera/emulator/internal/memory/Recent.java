package dev.ephemera.emulator.internal.memory;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A map that forgets its oldest entries when all of them together weigh too much, so that no client can fill the memory
 * with what it leaves behind. Safe for use by any thread.
 */
public final class Recent<K, V> {

    /** What an entry costs beside what its weight says. */
    private static final long LEAST_WEIGHT = 200;

    /** There are five such maps, and each may take as much of the heap. */
    private static final int SHARE_OF_HEAP = 8;

    private record Entry<T>(T value, long weight) {}

    private final Map<K, Entry<V>> entries = new LinkedHashMap<>();
    private final long most;
    private long weight;

    /** Makes a map that may take up an eighth of the heap. */
    public Recent() {
        this(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    /**
     * Makes a map.
     *
     * @param most what all entries may take up together, in bytes
     */
    public Recent(long most) {
        this.most = most;
    }

    /**
     * Adds an entry, and forgets the oldest as long as all weigh too much; the new one is always kept.
     *
     * @param bytes what the value takes up, about
     */
    public synchronized void put(K key, V value, long bytes) {
        remove(key);
        Entry<V> entry = new Entry<>(value, bytes + LEAST_WEIGHT);
        Iterator<Entry<V>> oldest = entries.values().iterator();
        while (weight + entry.weight > most && oldest.hasNext()) {
            weight -= oldest.next().weight;
            oldest.remove();
        }
        entries.put(key, entry);
        weight += entry.weight;
    }

    public synchronized Optional<V> get(K key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    public synchronized void remove(K key) {
        Entry<V> removed = entries.remove(key);
        if (removed != null) {
            weight -= removed.weight;
        }
    }

    /** Counts an entry anew, if it is still there: what it shares may be another's to bear. It grows no younger. */
    public synchronized void reweigh(K key, long bytes) {
        Entry<V> entry = entries.get(key);
        if (entry != null) {
            Entry<V> reweighed = new Entry<>(entry.value, bytes + LEAST_WEIGHT);
            entries.put(key, reweighed);
            weight += reweighed.weight - entry.weight;
        }
    }

    /** Forgets the oldest entries up to the first that is to stay. */
    public synchronized void forgetWhile(Predicate<V> over) {
        Iterator<Entry<V>> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            Entry<V> entry = oldest.next();
            if (!over.test(entry.value)) {
                return;
            }
            weight -= entry.weight;
            oldest.remove();
        }
    }

    /** Returns all values, oldest first. */
    public synchronized List<V> values() {
        return entries.values().stream().map(Entry::value).toList();
    }
}
