package dev.ephemera.emulator.junit5;

import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.junit5.internal.EmulatorLifecycle;
import dev.ephemera.emulator.script.Script;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Reads {@link EmulatorTest}. */
final class AnnotatedEmulator extends EmulatorLifecycle {

    AnnotatedEmulator() {}

    @Override
    protected EmulatorOptions options(ExtensionContext context) {
        EmulatorTest chosen = chosen(context);
        EmulatorOptions.Builder options =
                EmulatorOptions.builder().tls(chosen.tls()).deniedModels(List.of(chosen.deniedModels()));
        return chosen.virtualTime()
                ? options.clock(EmulatorClock.virtual(Instant.parse(chosen.startsAt())))
                        .build()
                : options.build();
    }

    @Override
    protected List<Script> scripts(ExtensionContext context) {
        return Arrays.stream(chosen(context).scripts())
                .map(name -> read(context.getRequiredTestClass(), name))
                .flatMap(text -> Script.yamlDocuments(text).stream())
                .toList();
    }

    private static String read(Class<?> test, String name) {
        try (InputStream in = test.getResourceAsStream(name)) {
            if (in == null) {
                throw new ExtensionConfigurationException(
                        "There is no script " + name + " on the class path, seen from " + test.getName()
                                + "; a name that does not begin with / stands for a file beside that class.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ExtensionConfigurationException("The script " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    protected String describe() {
        return "@EmulatorTest";
    }

    @Override
    protected Set<Leftover> allowed(ExtensionContext context) {
        Set<Leftover> allowed = EnumSet.noneOf(Leftover.class);
        allowed.addAll(List.of(chosen(context).mayLeave()));
        return allowed;
    }

    /** The method's, or else the class's, or that of the class around it. */
    private static EmulatorTest chosen(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), EmulatorTest.class)
                .orElseGet(() -> chosen(context.getParent().orElseThrow()));
    }
}
