package dev.ephemera.benchmarks;

import dev.ephemera.benchmarks.harness.Rounds;
import dev.ephemera.benchmarks.harness.Sample;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own for the server or a runner; it ends when its input ends, also when this process dies. */
public final class ChildProcess implements AutoCloseable {

    private final Process process;
    private final BufferedWriter input;
    private final BufferedReader output;

    private ChildProcess(Process process) {
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a program on this process's JDK. */
    public static ChildProcess start(List<String> jvmOptions, String classPath, String program, String... arguments)
            throws IOException {
        return start(Path.of(System.getProperty("java.home")), jvmOptions, classPath, program, arguments);
    }

    /** Starts a program on the JDK that is in a directory. */
    public static ChildProcess start(
            Path javaHome, List<String> jvmOptions, String classPath, String program, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-classpath", classPath, program));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("GOOGLE_")
                        || name.startsWith("GEMINI_")
                        || name.startsWith("EPHEMERA_")
                        || name.equals("JAVA_TOOL_OPTIONS")
                        || name.equals("JDK_JAVA_OPTIONS")
                        || name.equals("_JAVA_OPTIONS"));
        return new ChildProcess(builder.start());
    }

    /** Reads the next line that begins so, without its beginning. */
    String line(String beginning) throws IOException {
        StringBuilder printed = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
            printed.append(line).append('\n');
        }
        throw new IOException("A process ended after printing this:\n" + printed);
    }

    /** Lets a runner work that measures samples. */
    Sample round(int count) throws IOException {
        return Sample.read(answer(count));
    }

    /** Lets a runner work. */
    public String answer(int count) throws IOException {
        return answer(Integer.toString(count));
    }

    /** Sends a line, and waits for what answers it. */
    String answer(String line) throws IOException {
        input.write(line);
        input.newLine();
        input.flush();
        return line(Rounds.ANSWER);
    }

    long pid() {
        return process.pid();
    }

    /** Lets it end by itself, and waits for that. */
    void end() throws IOException, InterruptedException {
        input.close();
        int unusedStatus = process.waitFor();
    }

    /** Ends it, and waits for that: what the system then clears away would be counted as another's. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
