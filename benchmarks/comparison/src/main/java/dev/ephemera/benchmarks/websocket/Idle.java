package dev.ephemera.benchmarks.websocket;

import java.util.Arrays;

/**
 * What a process holds while all its sessions are idle.
 *
 * @param threads of the operating system, all of the process
 * @param heap kB after a full collection
 * @param resident kB of memory that the process has
 */
record Idle(double threads, double heap, double resident) {

    /** What one session adds; the threads stay those of the whole process. */
    Idle since(Idle before, int sessions) {
        return new Idle(threads, (heap - before.heap) / sessions, (resident - before.resident) / sessions);
    }

    static Idle read(String line) {
        double[] figures = Arrays.stream(line.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new Idle(figures[0], figures[1], figures[2]);
    }

    String line() {
        return threads + " " + heap + " " + resident;
    }
}
