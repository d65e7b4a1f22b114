package dev.ephemera.live.internal;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** How what lives on this JVM's heap changes as time goes by. Samples live there too: each class has room for all of
 * its own from when it is first seen. */
final class HeapSamples {

    private static final Pattern CLASS = Pattern.compile("^\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+)", Pattern.MULTILINE);
    private static final Pattern OF_THE_CLIENT = Pattern.compile("(\\[+L)?dev\\.ephemera\\.(?!emulator\\.).*");

    /**
     * What grows on, from the first third of the samples to the second and from there to the third: what grows once, as a cache or a
     * pool does, does not count.
     *
     * @param objects how many objects there are more of each class, from one third to the next; only classes that grow
     * @param bytes how much more everything takes; negative if it takes less
     */
    record Growth(Map<String, Long> objects, long bytes) {

        /** How many objects there are more, of whatever class. */
        long allObjects() {
            return objects.values().stream().mapToLong(Long::longValue).sum();
        }

        /** How many objects there are more of the client's own classes. */
        long clientObjects() {
            return objects.entrySet().stream()
                    .filter(grown -> OF_THE_CLIENT.matcher(grown.getKey()).matches())
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }

    private final Map<String, long[]> objects = new HashMap<>();
    private final long[] bytes;
    private int taken;

    /** @param most how many samples are taken at most, since there is to be room for all before the first */
    HeapSamples(int most) {
        bytes = new long[most];
    }

    /** Collects the garbage and counts what is left. */
    void take() {
        String histogram = histogram();
        if (!CLASS.matcher(histogram).find()) {
            throw new IllegalStateException("No class in this histogram: " + histogram);
        }
        CLASS.matcher(histogram).results().forEach(line -> {
            objects.computeIfAbsent(line.group(3), name -> new long[bytes.length])[taken] +=
                    Long.parseLong(line.group(1));
            bytes[taken] += Long.parseLong(line.group(2));
        });
        taken++;
    }

    Growth growth() {
        Map<String, Long> growing = new TreeMap<>();
        objects.forEach((name, counts) -> {
            long grown = growth(counts);
            if (grown > 0) {
                growing.put(name, grown);
            }
        });
        return new Growth(growing, growth(bytes));
    }

    private long growth(long[] sizes) {
        int third = taken / 3;
        long early = median(sizes, 0, third);
        long middle = median(sizes, third, taken - third);
        long late = median(sizes, taken - third, taken);
        return Math.min(middle - early, late - middle);
    }

    private static long median(long[] sizes, int from, int to) {
        long[] sorted = Arrays.copyOfRange(sizes, from, to);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String histogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException("This JVM does not count its objects.", e);
        }
    }
}
