package dev.ephemera.emulator.junit5;

import dev.ephemera.GeminiClient;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.junit5.internal.EmulatorLifecycle;
import dev.ephemera.emulator.script.Script;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives each test an emulator of its own, and a client for it.
 *
 * <pre>{@code
 * @RegisterExtension
 * final EmulatorExtension emulated = EmulatorExtension.with(options -> options.modelPace(Duration.ofMillis(20)));
 *
 * @Test
 * void booking_whenAsked_isMade() {
 *     service = new BookingService(emulated.client());
 *     ...
 * }
 * }</pre>
 *
 * <p>They may also be parameters of tests and of methods before each: {@code GeminiEmulator}, {@code GeminiClient},
 * {@code EmulatorClock}. After a test both are closed, and the test fails if it left something behind, see {@link Leftover}.
 *
 * <p>In a static field it serves one test at a time; tests that run at once take parameters, or a field that is not static.
 */
public final class EmulatorExtension extends EmulatorLifecycle {

    private final Consumer<EmulatorOptions.Builder> options;
    private final Set<Leftover> allowed;
    private @Nullable ExtensionContext running;

    private EmulatorExtension(Consumer<EmulatorOptions.Builder> options, Set<Leftover> allowed) {
        this.options = options;
        this.allowed = allowed;
    }

    /**
     * Takes the defaults of {@link EmulatorOptions}.
     *
     * @return an extension to register
     */
    public static EmulatorExtension create() {
        return with(unchanged -> {});
    }

    /**
     * Takes options.
     *
     * @param options sets what differs from the defaults; called before each test, so that each may have a clock of its own
     * @return an extension to register
     */
    public static EmulatorExtension with(Consumer<EmulatorOptions.Builder> options) {
        return new EmulatorExtension(options, EnumSet.noneOf(Leftover.class));
    }

    /**
     * Lets tests leave something behind.
     *
     * @param leftovers what
     * @return an extension that differs in this only
     */
    public EmulatorExtension mayLeave(Leftover... leftovers) {
        Set<Leftover> both = EnumSet.copyOf(allowed);
        both.addAll(List.of(leftovers));
        return new EmulatorExtension(options, both);
    }

    /**
     * The emulator of the running test.
     *
     * @return the same for the whole test
     * @throws IllegalStateException if no test is running
     */
    public GeminiEmulator emulator() {
        return emulated(context()).emulator();
    }

    /**
     * The client of the running test, with the emulator's address, key and time.
     *
     * @return the same for the whole test
     * @throws IllegalStateException if no test is running
     */
    public GeminiClient client() {
        return emulated(context()).client();
    }

    private ExtensionContext context() {
        ExtensionContext context = running;
        if (context == null) {
            throw new IllegalStateException(
                    "No test is running: each test, and each method before it, has an emulator of its own.");
        }
        return context;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        super.beforeEach(context);
        running = context;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        running = null;
        super.afterEach(context);
    }

    @Override
    protected EmulatorOptions options(ExtensionContext context) {
        EmulatorOptions.Builder builder = EmulatorOptions.builder();
        options.accept(builder);
        return builder.build();
    }

    /** {@inheritDoc} None: a test gives its own to {@link GeminiEmulator#script}. */
    @Override
    protected List<Script> scripts(ExtensionContext context) {
        return List.of();
    }

    @Override
    protected String describe() {
        return "an EmulatorExtension that is registered";
    }

    @Override
    protected Set<Leftover> allowed(ExtensionContext context) {
        return allowed;
    }
}
