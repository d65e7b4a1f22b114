package dev.ephemera.emulator.internal.cli;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.internal.http.EmulatorServer;
import dev.ephemera.emulator.script.Script;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Runs the emulator until the process is told to end. */
public final class Main {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Main() {}

    public static void main(String[] words) {
        // One line on standard error for each warning, unless somebody has chosen otherwise.
        System.getProperties().putIfAbsent("java.util.logging.SimpleFormatter.format", "%4$s: %5$s%6$s%n");
        // Jetty lists every locale that Java knows, for the languages that a request may wish for, and that is a
        // quarter of
        // the start. Nothing here is written in the language of the user, so the root locale does.
        System.getProperties().putIfAbsent("java.locale.providers", "SPI");
        new Thread(EmulatorServer::warmUp, "ephemera-emulator-start").start();
        System.exit(run(words));
    }

    private static int run(String... words) {
        try {
            Given given = Given.read(words);
            if (given.has(Flag.HELP)) {
                System.out.println(Help.text());
                return DONE;
            }
            if (given.has(Flag.VERSION)) {
                System.out.println(Help.version());
                return DONE;
            }
            serve(Arguments.of(given, Optional.ofNullable(System.getenv(Arguments.UPSTREAM_KEY))));
            return DONE;
        } catch (UsageException wrong) {
            System.err.println(wrong.why());
            return MISUSED;
        } catch (UncheckedIOException unavailable) {
            System.err.println(unavailable.getMessage());
            return FAILED;
        } catch (InterruptedException told) {
            return DONE;
        }
    }

    private static void serve(Arguments arguments) throws UsageException, InterruptedException {
        EmulatorOptions options = arguments.options();
        List<Script> scripts = arguments.scripts();
        GeminiEmulator emulator = GeminiEmulator.start(options);
        scripts.forEach(emulator::script);
        Printer printer = Printer.start(System.out);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            emulator.close();
                            printer.close();
                        },
                        "ephemera-emulator-shutdown"));
        if (arguments.verbose()) {
            emulator.listen(new VerboseListener(printer, emulator.clock()));
        }
        Greeting.of(emulator, arguments, System.getenv("GOOGLE_API_KEY") != null)
                .forEach(line -> printer.print(() -> line));
        new CountDownLatch(1).await(); // until the process is told to end
    }
}
