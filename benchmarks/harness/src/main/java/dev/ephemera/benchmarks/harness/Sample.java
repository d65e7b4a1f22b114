package dev.ephemera.benchmarks.harness;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What a round of work took, per repetition.
 *
 * @param callerBytes what the calling thread allocated
 * @param processBytes what all threads allocated that are alive after the round
 * @param cpuMicros CPU time of the whole process, the compiler and the collector included
 * @param wallMicros elapsed time
 */
public record Sample(double callerBytes, double processBytes, double cpuMicros, double wallMicros) {

    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /**
     * Does the work and measures it.
     *
     * @param workload the work
     * @param count how often it is done
     * @return the means over the round
     * @throws Exception what the work throws
     */
    public static Sample of(Workload workload, int count) throws Exception {
        long self = Thread.currentThread().getId();
        long wall = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        Map<Long, Long> before = byThread();
        long caller = THREADS.getThreadAllocatedBytes(self);
        for (int i = 0; i < count; i++) {
            workload.once();
        }
        caller = THREADS.getThreadAllocatedBytes(self) - caller;
        long process = allocatedSince(before);
        cpu = SYSTEM.getProcessCpuTime() - cpu;
        wall = System.nanoTime() - wall;
        return new Sample((double) caller / count, (double) process / count, cpu / 1e3 / count, wall / 1e3 / count);
    }

    /** JDK 17 has no figure for the whole process. What a thread that has ended took is not known any more. */
    private static long allocatedSince(Map<Long, Long> before) {
        return byThread().entrySet().stream()
                .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
                .sum();
    }

    private static Map<Long, Long> byThread() {
        long[] threads = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(threads);
        Map<Long, Long> byThread = new HashMap<>();
        for (int i = 0; i < threads.length; i++) {
            if (bytes[i] >= 0) { // it has not ended meanwhile
                byThread.put(threads[i], bytes[i]);
            }
        }
        return byThread;
    }

    /**
     * Reads a sample.
     *
     * @param line as {@link #line()} writes it
     * @return the sample
     */
    public static Sample read(String line) {
        double[] figures = Arrays.stream(line.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new Sample(figures[0], figures[1], figures[2], figures[3]);
    }

    /**
     * Writes the sample.
     *
     * @return one line
     */
    public String line() {
        return callerBytes + " " + processBytes + " " + cpuMicros + " " + wallMicros;
    }
}
