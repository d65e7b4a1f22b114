package dev.ephemera.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who does the work: one program in a JVM of its own, with the class path that its users would have. */
public enum Runner {
    SOCKET("bare socket", SocketCreate.class.getName(), "."),
    OKHTTP("raw OkHttp", OkHttpCreate.class.getName(), "."),
    EPHEMERA("Ephemera", EphemeraCreate.class.getName(), "."),
    EPHEMERA_ANEW("Ephemera, constraints that change each time", EphemeraCreateAnew.class.getName(), "."),
    GOOGLE("google-genai 2.0.0", "dev.ephemera.benchmarks.googlegenai.GoogleCreate", "../google-genai");

    private final String title;
    private final String createProgram;
    private final String module;

    Runner(String title, String createProgram, String module) {
        this.title = title;
        this.createProgram = createProgram;
        this.module = module;
    }

    /** What the tables call it. */
    String title() {
        return title;
    }

    /** Starts the program that mints tokens. */
    ChildProcess startCreate(Loopback server, CreateRequest request) throws IOException {
        return ChildProcess.start(
                server.clientOptions(),
                classPath(module),
                createProgram,
                server.url(),
                "benchmark-key",
                request.config().toString(),
                request.body().toString());
    }

    /** What a module of this build wrote down, from the directory of another one. */
    public static String classPath(String module) throws IOException {
        Path target = Path.of(module, "target");
        return target.resolve("classes")
                + File.pathSeparator
                + Files.readString(target.resolve("runtime.classpath")).strip();
    }
}
