package dev.ephemera.emulator.internal.cli;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.script.InvalidScriptException;
import dev.ephemera.emulator.script.Script;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;

/** Runs the emulator until the process is told to end. */
public final class Main {

    private static final int FAILED = 1;

    private Main() {}

    public static void main(String[] given) {
        // One line on standard error for each warning, unless somebody has chosen otherwise.
        System.getProperties().putIfAbsent("java.util.logging.SimpleFormatter.format", "%4$s: %5$s%6$s%n");
        Arguments arguments = new Arguments();
        CommandLine program = new CommandLine(arguments).setExecutionStrategy(parsed -> {
            Integer helped = CommandLine.executeHelpRequest(parsed);
            return helped == null ? run(arguments) : helped;
        });
        System.exit(program.execute(given));
    }

    private static int run(Arguments arguments) {
        EmulatorOptions options = arguments.options();
        try {
            List<Script> scripts = arguments.scripts();
            GeminiEmulator emulator = GeminiEmulator.start(options);
            scripts.forEach(emulator::script);
            Runtime.getRuntime().addShutdownHook(new Thread(emulator::close, "ephemera-emulator-shutdown"));
            if (arguments.verbose()) {
                emulator.listen(new VerboseListener(System.out));
            }
            Greeting greeting = new Greeting(emulator);
            greeting.write(arguments.certificate(), arguments.trustStore());
            greeting.lines().forEach(System.out::println);
            new CountDownLatch(1).await(); // until the process is told to end
            return 0;
        } catch (UncheckedIOException | InvalidScriptException unavailable) {
            System.err.println(unavailable.getMessage());
            return FAILED;
        } catch (InterruptedException told) {
            return 0;
        }
    }
}
