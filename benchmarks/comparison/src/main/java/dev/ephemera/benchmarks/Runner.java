package dev.ephemera.benchmarks;

import dev.ephemera.benchmarks.harness.LiveWork;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who does the work: one program in a JVM of its own. Who mints has the class path that its users would have. */
public enum Runner {
    SOCKET("bare socket", SocketCreate.class, true),
    OKHTTP("raw OkHttp", OkHttpCreate.class, true),
    EPHEMERA("Ephemera", EphemeraCreate.class, true),
    EPHEMERA_ANEW("Ephemera, constraints that change each time", EphemeraCreateAnew.class, false),
    EPHEMERA_WAITING("Ephemera, each send waited for", null, true),
    GOOGLE("google-genai 2.0.0", null, true);

    /** OkHttp, and what Maven brings with it. */
    private static final Set<String> OKHTTPS_JARS = Set.of("okhttp", "okio", "kotlin-stdlib", "annotations");

    private static final String GOOGLE_PACKAGE = "dev.ephemera.benchmarks.googlegenai.";

    /** The SDK takes a thread for each send where the common pool is as narrow as two processors make it; so it is given a wider one. */
    private static final String WIDER_POOL = "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4";

    /** Memory that is there from the beginning: where a machine gives it page by page, the first touch of each costs more than the work. */
    static final List<String> HEAP = List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch");

    private final String title;
    private final @Nullable Class<?> create;
    private final boolean live;

    Runner(String title, @Nullable Class<?> create, boolean live) {
        this.title = title;
        this.create = create;
        this.live = live;
    }

    /** What the tables call it. */
    String title() {
        return title;
    }

    /** Who mints tokens. */
    static Set<Runner> minting() {
        return those(runner -> runner == GOOGLE || runner.create != null);
    }

    /** Who talks. */
    static Set<Runner> talking() {
        return those(runner -> runner.live);
    }

    /** Who talks without a second way to send. */
    static Set<Runner> hearing() {
        return those(runner -> runner.live && runner != EPHEMERA_WAITING);
    }

    private static Set<Runner> those(Predicate<Runner> who) {
        return Arrays.stream(values()).filter(who).collect(Collectors.toCollection(() -> EnumSet.noneOf(Runner.class)));
    }

    /** Starts the program that mints tokens. */
    ChildProcess startCreate(Loopback server, CreateRequest request, String... options) throws IOException {
        return start(
                Path.of(System.getProperty("java.home")),
                server,
                classPath(),
                create == null ? GOOGLE_PACKAGE + "GoogleCreate" : create.getName(),
                List.of(options),
                Stream.concat(Stream.of(server.url(), "benchmark-key"), request.arguments().stream())
                        .toArray(String[]::new));
    }

    /** Starts the program that talks, on the JDK that is in a directory. */
    ChildProcess startLive(Path jdk, Loopback server, LiveWork work, List<String> options) throws IOException {
        return start(
                jdk,
                server,
                classPath(module()),
                this == GOOGLE ? GOOGLE_PACKAGE + "GoogleLive" : LiveRunner.class.getName(),
                options,
                server.url(),
                work.toString(),
                name());
    }

    private ChildProcess start(
            Path jdk, Loopback server, String classPath, String program, List<String> options, String... arguments)
            throws IOException {
        List<String> all = new ArrayList<>(server.clientOptions());
        all.addAll(options);
        if (this == GOOGLE) {
            all.add(WIDER_POOL);
        }
        return ChildProcess.start(jdk, all, classPath, program, arguments);
    }

    private String module() {
        return this == GOOGLE ? "../google-genai" : ".";
    }

    /** What it mints with: a start that is short feels the search through the jars of another. */
    String classPath() throws IOException {
        return Arrays.stream(classPath(module()).split(File.pathSeparator, -1))
                .filter(path -> isOfTheHarness(path)
                        || needs(Path.of(path).getFileName().toString()))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Tells whether a part of a class path is the benchmark's, which its users would not have. */
    static boolean isOfTheHarness(String path) {
        return Path.of(path).getFileName().toString().startsWith("ephemera-benchmarks");
    }

    private boolean needs(String jar) {
        return switch (this) {
            case SOCKET -> false;
            case OKHTTP -> OKHTTPS_JARS.stream().anyMatch(jar::startsWith);
            default -> true;
        };
    }

    /** What a module of this build wrote down, from the directory of another one. */
    public static String classPath(String module) throws IOException {
        Path target = Path.of(module, "target");
        return ownClasses(target)
                + File.pathSeparator
                + Files.readString(target.resolve("runtime.classpath")).strip();
    }

    /** The jar, if there is one yet: an archive of classes takes no directory. */
    private static Path ownClasses(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-SNAPSHOT.jar"))
                    .findFirst()
                    .orElse(target.resolve("classes"));
        }
    }
}
