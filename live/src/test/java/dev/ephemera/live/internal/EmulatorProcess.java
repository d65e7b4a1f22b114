package dev.ephemera.live.internal;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The emulator in a process of its own, so that this one's memory, threads and sockets are the client's alone. */
final class EmulatorProcess implements AutoCloseable {

    private final Process process;
    private final String url;

    private EmulatorProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Runs an emulator until nobody holds the other end of the standard input any more. */
    public static void main(String[] none) throws IOException {
        try (GeminiEmulator emulator =
                GeminiEmulator.start(EmulatorOptions.builder().build())) {
            System.out.println(emulator.baseUrl());
            while (System.in.read() >= 0) {}
        }
    }

    /** Starts it with these options of the virtual machine. */
    static EmulatorProcess start(String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), EmulatorProcess.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String url = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (url == null) {
            throw new IOException("the emulator ended before it listened");
        }
        return new EmulatorProcess(process, url);
    }

    String url() {
        return url;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.destroy();
    }
}
