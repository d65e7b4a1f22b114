package dev.ephemera.emulator;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Starts a test's emulators in virtual time, closes them after it, and fails it if a thread of theirs stays behind. */
final class Emulators implements BeforeEachCallback, AfterEachCallback {

    static final Instant START = Instant.parse("2029-12-31T23:45:00Z");

    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
    private Set<Thread> before = Set.of();

    GeminiEmulator start() {
        return start(options -> options);
    }

    GeminiEmulator start(UnaryOperator<EmulatorOptions.Builder> choose) {
        EmulatorOptions.Builder options = EmulatorOptions.builder().clock(EmulatorClock.virtual(START));
        GeminiEmulator emulator = GeminiEmulator.start(choose.apply(options).build());
        open.add(emulator);
        return emulator;
    }

    /** Opens a connection, which is closed after the test. */
    LiveClient live(GeminiEmulator emulator, String version, boolean constrained, String query) {
        LiveClient client = LiveClient.open(emulator, version, constrained, query);
        open.add(client);
        return client;
    }

    /** Closes something after the test. */
    <T extends AutoCloseable> T closing(T one) {
        open.add(one);
        return one;
    }

    /** Opens a connection with the key. */
    LiveClient live(GeminiEmulator emulator) {
        return live(emulator, "v1beta", false, "key=" + emulator.apiKey());
    }

    /** Opens a connection with a token. */
    LiveClient live(GeminiEmulator emulator, String token) {
        return live(emulator, "v1alpha", true, "access_token=" + token);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        before = Thread.getAllStackTraces().keySet();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        open.clear();
        Await.until("no thread of the emulator is left", () -> leaked().isEmpty());
    }

    private List<String> leaked() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.startsWith("ephemera-emulator"))
                .toList();
    }
}
