package dev.ephemera.live;

import dev.ephemera.live.internal.FileResumptionStore;
import dev.ephemera.live.internal.InMemoryResumptionStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * Keeps resumptions by a key of the caller's, such as a user's id, so that a conversation goes on in another session, or in another
 * process. {@link SessionOptions#keepIn()} lets a session save its newest one by itself, and remove one that the service refuses when it
 * reconnects; loading is the caller's.
 *
 * <p>Whoever writes one for a database stores {@link Resumption#toJson()}, as the secret that it is. All methods may be called by any
 * thread, several at once, and may block; what they throw ends no session.
 */
public interface ResumptionStore {

    /**
     * Keeps a resumption in the place of the one that the key has.
     *
     * @param key whose it is, not blank
     * @param resumption the newest
     * @throws ResumptionStoreException if it could not be kept
     */
    void save(String key, Resumption resumption);

    /**
     * Gives what was saved last. The stores of this library give back none that has {@linkplain Resumption#expired expired}, and
     * remove it then.
     *
     * @param key whose it is, not blank
     * @return the resumption; empty if there is none
     * @throws ResumptionStoreException if it cannot be read
     */
    Optional<Resumption> load(String key);

    /**
     * Forgets what a key has; does nothing if it has nothing. The service keeps the conversation all the same.
     *
     * @param key whose it is, not blank
     * @throws ResumptionStoreException if it could not be removed
     */
    void remove(String key);

    /**
     * The place of one key in this store.
     *
     * @param key whose it is, not blank
     * @return a view of this store
     */
    default Slot slot(String key) {
        return new Slot(this, key);
    }

    /**
     * A store that lasts as long as this process. It removes what has expired when that is asked for, so it grows with the keys.
     *
     * @return a new store
     */
    static ResumptionStore inMemory() {
        return inMemory(Clock.systemUTC());
    }

    /**
     * A store that lasts as long as this process.
     *
     * @param clock tells what has expired; that of the client, if it has one of its own
     * @return a new store
     */
    static ResumptionStore inMemory(Clock clock) {
        return new InMemoryResumptionStore(clock);
    }

    /**
     * A store in a directory, one file for each key, for any number of processes at once: each sees a resumption whole, or the one
     * before, also if a process or the machine dies while it writes. The directory is made if there is none, and what a process
     * that died has left in it is cleared away after an hour, when a store is made. Names of files tell nothing of the keys.
     *
     * <p>The files hold handles in clear. On POSIX file systems the directory is made for its owner alone, so is each file, and, as
     * ssh does with keys, a file that its group or others may read or write is refused. On others the rights are those that the
     * directory passes on.
     *
     * @param directory where, on a file system that moves files atomically
     * @return a store
     * @throws ResumptionStoreException if the directory cannot be made or read
     */
    static ResumptionStore file(Path directory) {
        return file(directory, Clock.systemUTC());
    }

    /**
     * A store in a directory, as {@link #file(Path)}.
     *
     * @param directory where
     * @param clock tells what has expired; that of the client, if it has one of its own
     * @return a store
     * @throws ResumptionStoreException if the directory cannot be made or read
     */
    static ResumptionStore file(Path directory, Clock clock) {
        return new FileResumptionStore(directory, clock);
    }

    /**
     * The place of one key in a store.
     *
     * @param store the store
     * @param key whose resumption it is, not blank
     */
    record Slot(ResumptionStore store, String key) {

        /**
         * Makes one.
         *
         * @param store the store
         * @param key whose resumption it is
         * @throws IllegalArgumentException if the key is blank
         */
        public Slot {
            if (key.isBlank()) {
                throw new IllegalArgumentException(
                        "The key of a resumption is blank; give what tells one conversation from another.");
            }
        }

        /**
         * Keeps a resumption here, as {@link ResumptionStore#save} does.
         *
         * @param resumption the newest
         */
        public void save(Resumption resumption) {
            store.save(key, resumption);
        }

        /**
         * Gives what was saved here last, as {@link ResumptionStore#load} does.
         *
         * @return the resumption; empty if there is none
         */
        public Optional<Resumption> load() {
            return store.load(key);
        }

        /** Forgets what was saved here, as {@link ResumptionStore#remove} does. */
        public void remove() {
            store.remove(key);
        }
    }
}
