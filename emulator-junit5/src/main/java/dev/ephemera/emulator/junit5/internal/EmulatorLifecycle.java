package dev.ephemera.emulator.junit5.internal;

import dev.ephemera.GeminiClient;
import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.junit5.Leftover;
import dev.ephemera.emulator.script.Script;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** An emulator from before each test to after it. What a test has stands in its store, so that tests may run at once. */
public abstract class EmulatorLifecycle implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Set<Class<?>> PARAMETERS =
            Set.of(GeminiEmulator.class, GeminiClient.class, EmulatorClock.class);

    /** Extensions of this kind only. */
    protected EmulatorLifecycle() {}

    /** What the emulator of a test is started with. */
    protected abstract EmulatorOptions options(ExtensionContext context);

    /** What its sessions play, read before it starts. */
    protected abstract List<Script> scripts(ExtensionContext context);

    /** How a test comes to it, in words. */
    protected abstract String describe();

    /** What a test may leave behind. */
    protected abstract Set<Leftover> allowed(ExtensionContext context);

    @Override
    public void beforeEach(ExtensionContext context) {
        EmulatorLifecycle other = store(context).get(EmulatorLifecycle.class, EmulatorLifecycle.class);
        if (other != null) {
            throw new ExtensionConfigurationException("The test " + context.getDisplayName()
                    + " is given two emulators, one by " + other.describe() + " and one by " + describe()
                    + "; keep one of them.");
        }
        store(context).put(EmulatedTest.class, EmulatedTest.start(options(context), scripts(context)));
        store(context).put(EmulatorLifecycle.class, this);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (store(context).get(EmulatorLifecycle.class) == this) {
            EmulatedTest ended = emulated(context);
            store(context).remove(EmulatedTest.class);
            store(context).remove(EmulatorLifecycle.class);
            ended.end(new Leftovers(allowed(context), alone(context)));
        }
    }

    /** Whether no other test of this JVM can run meanwhile. */
    private static boolean alone(ExtensionContext context) {
        return context.getConfigurationParameter("junit.jupiter.execution.parallel.enabled")
                .filter(Boolean::parseBoolean)
                .isEmpty();
    }

    /** What the test of a context has. */
    protected static EmulatedTest emulated(ExtensionContext context) {
        return Objects.requireNonNull(store(context).get(EmulatedTest.class, EmulatedTest.class), "no test is running");
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(ExtensionContext.Namespace.create(EmulatorLifecycle.class, context.getUniqueId()));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return PARAMETERS.contains(parameter.getParameter().getType())
                && store(context).get(EmulatedTest.class) != null;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        EmulatedTest test = emulated(context);
        Class<?> type = parameter.getParameter().getType();
        if (type == GeminiEmulator.class) {
            return test.emulator();
        }
        return type == GeminiClient.class ? test.client() : test.emulator().clock();
    }
}
