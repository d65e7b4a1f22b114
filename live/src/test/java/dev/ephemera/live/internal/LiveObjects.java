package dev.ephemera.live.internal;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What lives on this JVM's heap, class by class.
 *
 * @param bytes how much the objects of each class take
 */
record LiveObjects(Map<String, Long> bytes) {

    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+).*");

    /** Collects the garbage and counts what is left. */
    static LiveObjects count() {
        try {
            String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            Map<String, Long> bytes = new HashMap<>();
            histogram
                    .lines()
                    .map(LINE::matcher)
                    .filter(Matcher::matches)
                    .forEach(line -> bytes.merge(line.group(2), Long.parseLong(line.group(1)), Long::sum));
            return new LiveObjects(bytes);
        } catch (JMException e) {
            throw new IllegalStateException("This JVM does not count its objects.", e);
        }
    }

    /** How much all of them take. */
    long total() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The classes that have grown most, and by how many bytes. */
    List<Map.Entry<String, Long>> mostGrownSince(LiveObjects before) {
        return bytes.entrySet().stream()
                .map(now -> Map.entry(now.getKey(), now.getValue() - before.bytes.getOrDefault(now.getKey(), 0L)))
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(8)
                .toList();
    }
}
