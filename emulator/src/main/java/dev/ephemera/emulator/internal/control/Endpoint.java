package dev.ephemera.emulator.internal.control;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * One thing that the control API can do.
 *
 * @param method the HTTP method
 * @param path the path, with names in braces for what varies
 * @param parameters the names that its query may have
 * @param action what it does
 */
record Endpoint(String method, String path, Set<String> parameters, Action action) {

    /** One without parameters. */
    Endpoint(String method, String path, Action action) {
        this(method, path, Set.of(), action);
    }

    /** What a call does. */
    @FunctionalInterface
    interface Action {

        /**
         * Carries a call out.
         *
         * @return the answer's body
         * @throws ControlException if it cannot be
         */
        JsonNode call(ControlCall call) throws ControlException;
    }

    private static final Pattern VARIABLE = Pattern.compile("\\{\\w+}");

    /** Returns what stands in place of the names in braces; empty if the path is another. */
    Optional<List<String>> variables(String called) {
        Matcher matcher =
                Pattern.compile(VARIABLE.matcher(path).replaceAll("([^/]+)")).matcher(called);
        return matcher.matches()
                ? Optional.of(IntStream.rangeClosed(1, matcher.groupCount())
                        .mapToObj(matcher::group)
                        .toList())
                : Optional.empty();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
