package dev.ephemera.checks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The clients, each started once, by the first test that needs it. */
final class Sdks {

    private static final Path JAVA_PROGRAM = Path.of("../java/target");
    private static final Path JAVASCRIPT_PROGRAM = Path.of("../javascript");

    private Sdks() {}

    private static final Sdk JAVA = new SdkProgram("Java 2.0.0", 1000, Sdks::javaProgram);
    private static final Sdk JAVASCRIPT_2 =
            new SdkProgram("JavaScript 2.18.0", 1005, () -> javaScriptProgram("genai-2"));
    private static final Sdk JAVASCRIPT_3 =
            new SdkProgram("JavaScript 3.1.0", 1005, () -> javaScriptProgram("genai-3"));

    /** Google's, in the releases that matter. */
    static Stream<Sdk> google() {
        return Stream.of(JAVA, JAVASCRIPT_2, JAVASCRIPT_3);
    }

    static Sdk java() {
        return JAVA;
    }

    static Sdk javascript2() {
        return JAVASCRIPT_2;
    }

    static Sdk javascript3() {
        return JAVASCRIPT_3;
    }

    private static ProcessBuilder javaProgram() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                java,
                "-Djavax.net.ssl.trustStore=" + Tls.trustStore(),
                "-Djavax.net.ssl.trustStorePassword=" + Tls.PASSWORD,
                "-cp",
                JAVA_PROGRAM.resolve("classes") + File.pathSeparator + dependencies(),
                "dev.ephemera.checks.googlegenai.SdkProgram");
    }

    /** The class path that the build of the program wrote down. */
    private static String dependencies() {
        try {
            return Files.readString(JAVA_PROGRAM.resolve("runtime.classpath")).strip();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static ProcessBuilder javaScriptProgram(String dependency) {
        Node.require();
        ProcessBuilder program = new ProcessBuilder(
                "node", JAVASCRIPT_PROGRAM.resolve("program.mjs").toString(), dependency);
        program.environment().put("NODE_EXTRA_CA_CERTS", Tls.pem().toString());
        return program;
    }
}
