package dev.ephemera.checks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The clients, each started once for all tests. */
final class Sdks {

    private static final Path JAVA_PROGRAM = Path.of("../java/target");
    private static final Path JAVASCRIPT_PROGRAM = Path.of("../javascript");

    private Sdks() {}

    /** Google's, in the releases that matter. */
    static Stream<Sdk> google() {
        return Stream.of(java(), javascript2(), javascript3());
    }

    static Sdk java() {
        return Java.SDK;
    }

    static Sdk javascript2() {
        return JavaScript2.SDK;
    }

    static Sdk javascript3() {
        return JavaScript3.SDK;
    }

    private static final class Java {
        static final Sdk SDK = startJava();
    }

    private static final class JavaScript2 {
        static final Sdk SDK = startJavaScript("JavaScript 2.18.0", "genai-2");
    }

    private static final class JavaScript3 {
        static final Sdk SDK = startJavaScript("JavaScript 3.1.0", "genai-3");
    }

    private static Sdk startJava() {
        try {
            String classPath = JAVA_PROGRAM.resolve("classes")
                    + File.pathSeparator
                    + Files.readString(JAVA_PROGRAM.resolve("runtime.classpath"))
                            .strip();
            List<String> command = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djavax.net.ssl.trustStore=" + Tls.trustStore(),
                    "-Djavax.net.ssl.trustStorePassword=" + Tls.PASSWORD,
                    "-cp",
                    classPath,
                    "dev.ephemera.checks.googlegenai.SdkProgram");
            return SdkProgram.start("Java 2.0.0", 1000, command, Map.of());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Sdk startJavaScript(String name, String dependency) {
        Node.require();
        List<String> command =
                List.of("node", JAVASCRIPT_PROGRAM.resolve("program.mjs").toString(), dependency);
        return SdkProgram.start(
                name, 1005, command, Map.of("NODE_EXTRA_CA_CERTS", Tls.pem().toString()));
    }
}
