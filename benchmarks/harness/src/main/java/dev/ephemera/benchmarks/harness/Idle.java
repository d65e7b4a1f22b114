package dev.ephemera.benchmarks.harness;

import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What a process holds while its sessions do nothing.
 *
 * @param threads threads of the operating system, the JVM's own included
 * @param heap what a full collection leaves, in kB
 * @param resident memory that the system has given the process, in kB
 */
public record Idle(double threads, double heap, double resident) {

    private static final Path SELF = Path.of("/proc/self");
    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

    /** The JVM gives back what its compiler no longer needs every five seconds. */
    private static final long REST_SECONDS = 6;

    private static final int MOST_LOOKS = 20;

    /**
     * Collects what is garbage and looks at this process, which runs on Linux.
     *
     * @return its figures
     * @throws IOException if the system does not tell
     */
    public static Idle now() throws IOException {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return new Idle(
                threadsOfSystem(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e3,
                residentKilobytes());
    }

    /**
     * The same after a rest: the compiler has done what it had to, the JVM has given back what that took, and the C library what
     * is free.
     *
     * @return its figures
     * @throws IOException if the system does not tell
     * @throws InterruptedException if this thread is interrupted
     * @throws JMException if the JVM cannot ask the C library: it can since 17.0.9
     */
    public static Idle atRest() throws IOException, InterruptedException, JMException {
        awaitRest();
        Idle unusedSinceItIsCollected = now();
        Object unusedReport = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "systemTrimNativeHeap",
                        new Object[0],
                        new String[0]);
        return now();
    }

    private static void awaitRest() throws InterruptedException {
        long compiled = -1;
        for (int looks = 0; compiled != COMPILER.getTotalCompilationTime(); looks++) {
            if (looks == MOST_LOOKS) {
                throw new IllegalStateException("The compiler is still at work after " + MOST_LOOKS * REST_SECONDS
                        + " s, so nothing is at rest; measure while the machine does nothing else.");
            }
            compiled = COMPILER.getTotalCompilationTime();
            TimeUnit.SECONDS.sleep(REST_SECONDS);
        }
    }

    private static double threadsOfSystem() throws IOException {
        try (var tasks = Files.list(SELF.resolve("task"))) {
            return tasks.count();
        }
    }

    /** The kernel counts in units of 1,024 bytes. */
    private static double residentKilobytes() throws IOException {
        return Files.readAllLines(SELF.resolve("status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1.024)
                .findFirst()
                .orElseThrow();
    }

    /**
     * What one session adds; the threads stay those of the whole process.
     *
     * @param before the process without the sessions
     * @param sessions how many
     * @return the figures
     */
    public Idle since(Idle before, int sessions) {
        return new Idle(threads, (heap - before.heap) / sessions, (resident - before.resident) / sessions);
    }

    /**
     * Reads figures.
     *
     * @param line as {@link #line()} writes it
     * @return the figures
     */
    public static Idle read(String line) {
        double[] figures = Arrays.stream(line.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new Idle(figures[0], figures[1], figures[2]);
    }

    /**
     * Writes the figures.
     *
     * @return one line
     */
    public String line() {
        return threads + " " + heap + " " + resident;
    }
}
