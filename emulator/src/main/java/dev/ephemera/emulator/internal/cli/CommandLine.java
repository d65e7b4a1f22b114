package dev.ephemera.emulator.internal.cli;

import dev.ephemera.emulator.EmulatorOptions;
import java.util.Iterator;
import java.util.List;

/** Reads the arguments of the program. Pure. */
final class CommandLine {

    static final String USAGE = """
            usage: java -jar ephemera-emulator.jar [option]...
              --port N           listen on this port (default: any free one)
              --host H           listen on this address (default: 127.0.0.1)
              --let-others-reach-this
                                 allow a --host that others reach, and can mint tokens at
              --key K            the API key that is valid (default: ephemera-emulator-key)
              --model-deny NAME  a model that does not exist; may be given several times
              --virtual no       time is the system's; virtual time is for the emulator in process
              --help             print this
            """;

    /** The arguments are none that the program takes. The message says which. */
    static final class UsageException extends Exception {

        private static final long serialVersionUID = 1;

        UsageException(String message) {
            super(message);
        }
    }

    private CommandLine() {}

    static boolean asksForHelp(List<String> arguments) {
        return arguments.contains("--help") || arguments.contains("-h");
    }

    /**
     * Reads options.
     *
     * @throws UsageException if an argument is unknown, lacks its value, or has one out of range
     */
    static EmulatorOptions options(List<String> arguments) throws UsageException {
        EmulatorOptions.Builder options = EmulatorOptions.builder();
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String name = rest.next();
            switch (name) {
                case "--port" -> options.port(port(value(name, rest)));
                case "--host" -> options.host(value(name, rest));
                case "--let-others-reach-this" -> options.letOthersReachThis(true);
                case "--key" -> options.apiKey(value(name, rest));
                case "--model-deny" -> options.addDeniedModels(value(name, rest));
                case "--virtual" -> requireNo(value(name, rest));
                default -> throw new UsageException("unknown argument: " + name);
            }
        }
        try {
            return options.build();
        } catch (IllegalArgumentException outOfRange) {
            throw new UsageException(String.valueOf(outOfRange.getMessage()));
        }
    }

    private static String value(String name, Iterator<String> rest) throws UsageException {
        if (!rest.hasNext()) {
            throw new UsageException(name + " needs a value");
        }
        return rest.next();
    }

    private static int port(String text) throws UsageException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new UsageException("--port takes a number from 0 to 65535, not " + text);
        }
    }

    private static void requireNo(String text) throws UsageException {
        if (!text.equals("no")) {
            throw new UsageException(
                    "--virtual takes only no: nobody could move the time; start the emulator in process for that");
        }
    }
}
