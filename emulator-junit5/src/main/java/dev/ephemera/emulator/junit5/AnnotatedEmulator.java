package dev.ephemera.emulator.junit5;

import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.junit5.internal.EmulatorLifecycle;
import dev.ephemera.emulator.script.InvalidScriptException;
import dev.ephemera.emulator.script.Script;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Reads {@link EmulatorTest}. */
final class AnnotatedEmulator extends EmulatorLifecycle {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    AnnotatedEmulator() {}

    @Override
    protected EmulatorOptions options(ExtensionContext context) {
        EmulatorTest chosen = chosen(context);
        return EmulatorOptions.builder()
                .tls(chosen.tls())
                .deniedModels(deniedModels(chosen))
                .clock(clock(chosen))
                .build();
    }

    private static List<String> deniedModels(EmulatorTest chosen) {
        List<String> models = List.of(chosen.deniedModels());
        if (models.stream().anyMatch(String::isBlank)) {
            throw wrong("deniedModels", "", "holds a blank name; give the name of a model, or leave it out", null);
        }
        return models;
    }

    private static EmulatorClock clock(EmulatorTest chosen) {
        String startsAt = chosen.startsAt();
        if (!chosen.virtualTime()) {
            if (!startsAt.isEmpty()) {
                throw wrong(
                        "startsAt",
                        startsAt,
                        "counts in virtual time alone; add virtualTime = true, or leave it out",
                        null);
            }
            return EmulatorClock.system();
        }
        try {
            return EmulatorClock.virtual(startsAt.isEmpty() ? START : Instant.parse(startsAt));
        } catch (DateTimeException | IllegalArgumentException none) {
            throw wrong(
                    "startsAt",
                    startsAt,
                    "is no instant before the year 10000; give one such as \"" + START + "\"",
                    none);
        }
    }

    private static ExtensionConfigurationException wrong(
            String member, String value, String why, @Nullable Exception cause) {
        return new ExtensionConfigurationException(
                "@EmulatorTest(" + member + " = \"" + value + "\") " + why + ".", cause);
    }

    @Override
    protected List<Script> scripts(ExtensionContext context) {
        return Arrays.stream(chosen(context).scripts())
                .flatMap(name -> scripts(name, read(context.getRequiredTestClass(), name)).stream())
                .toList();
    }

    private static List<Script> scripts(String name, String text) {
        List<Script> scripts;
        try {
            scripts = Script.yamlDocuments(text);
        } catch (InvalidScriptException misread) {
            throw wrong("scripts", name, "is no script: " + misread.getMessage(), misread);
        }
        if (scripts.isEmpty()) {
            throw wrong("scripts", name, "holds no script; write one in the file, or leave the name out", null);
        }
        return scripts;
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
