package dev.ephemera.emulator.internal.cli;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs the emulator until the process is told to end. */
public final class Main {

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        List<String> given = List.of(arguments);
        if (CommandLine.asksForHelp(given)) {
            System.out.print(CommandLine.USAGE);
            return;
        }
        try {
            run(CommandLine.options(given));
        } catch (CommandLine.UsageException wrong) {
            System.err.println(wrong.getMessage());
            System.err.print(CommandLine.USAGE);
            System.exit(USAGE);
        } catch (UncheckedIOException unavailable) {
            System.err.println(unavailable.getMessage());
            System.exit(FAILED);
        }
    }

    /** Who listens everywhere is reached on this machine too. */
    private static String reachable(String host) {
        return switch (host) {
            case "0.0.0.0", "::" -> "127.0.0.1";
            default -> host.contains(":") ? "[" + host + "]" : host;
        };
    }

    private static void run(EmulatorOptions options) throws InterruptedException {
        GeminiEmulator emulator = GeminiEmulator.start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(emulator::close, "ephemera-emulator-shutdown"));
        System.out.println("Gemini emulator at " + emulator.baseUrl());
        System.out.println("EPHEMERA_EMULATOR=" + reachable(options.host()) + ":" + emulator.port());
        System.out.println("GEMINI_API_KEY=" + emulator.apiKey());
        if (!emulator.apiKey().equals(EmulatorOptions.builder().build().apiKey())) {
            System.out.println("EPHEMERA_EMULATOR_KEY=" + emulator.apiKey());
        }
        new CountDownLatch(1).await(); // until the process is told to end
    }
}
