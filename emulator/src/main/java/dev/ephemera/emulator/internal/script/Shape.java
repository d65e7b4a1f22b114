package dev.ephemera.emulator.internal.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** What a JSON value is expected to look like. Pure. */
interface Shape {

    /**
     * Compares a value with what is expected.
     *
     * @param path where the value stands
     * @param value the value; missing if there is none
     * @param shown the same with nothing secret
     * @param found takes each difference
     */
    void compare(String path, JsonNode value, JsonNode shown, List<Difference> found);

    /** How many things it expects: the measure of how near a message comes. */
    int size();

    default boolean matches(JsonNode value) {
        List<Difference> found = new ArrayList<>();
        compare("", value, value, found);
        return found.isEmpty();
    }

    /** An object that has at least these members. */
    record Members(Map<String, Shape> members) implements Shape {

        @Override
        public void compare(String path, JsonNode value, JsonNode shown, List<Difference> found) {
            if (!value.isObject()) {
                found.add(new Difference(path, members.isEmpty() ? "an object" : toString(), Shown.of(shown)));
                return;
            }
            members.forEach((name, shape) -> shape.compare(
                    path.isEmpty() ? name : path + "." + name, value.path(name), shown.path(name), found));
        }

        @Override
        public int size() {
            return 1 + members.values().stream().mapToInt(Shape::size).sum();
        }

        @Override
        public String toString() {
            return Shown.cut(members.toString());
        }
    }

    /** A list of exactly these items. */
    record Items(List<Shape> items) implements Shape {

        @Override
        public void compare(String path, JsonNode value, JsonNode shown, List<Difference> found) {
            if (!value.isArray() || value.size() != items.size()) {
                found.add(new Difference(path, "a list of " + items.size(), Shown.of(shown)));
                return;
            }
            for (int i = 0; i < items.size(); i++) {
                items.get(i).compare(path + "[" + i + "]", value.path(i), shown.path(i), found);
            }
        }

        @Override
        public int size() {
            return 1 + items.stream().mapToInt(Shape::size).sum();
        }
    }

    /**
     * A list in which each of these is found, in any order, no item serving twice.
     *
     * @param others whether the list may hold more
     */
    record AnyOrder(List<Shape> items, boolean others) implements Shape {

        @Override
        public void compare(String path, JsonNode value, JsonNode shown, List<Difference> found) {
            if (!value.isArray()
                    || (!others && value.size() != items.size())
                    || !pair(value, 0, new boolean[value.size()])) {
                found.add(new Difference(
                        path, "a list " + (others ? "with " : "of ") + items + ", in any order", Shown.of(shown)));
            }
        }

        private boolean pair(JsonNode list, int next, boolean[] taken) {
            if (next == items.size()) {
                return true;
            }
            for (int i = 0; i < taken.length; i++) {
                if (!taken[i] && items.get(next).matches(list.get(i))) {
                    taken[i] = true;
                    if (pair(list, next + 1, taken)) {
                        return true;
                    }
                    taken[i] = false;
                }
            }
            return false;
        }

        @Override
        public int size() {
            return 1 + items.stream().mapToInt(Shape::size).sum();
        }
    }

    /** One value, or any that has a property. */
    record Leaf(String words, Predicate<JsonNode> test) implements Shape {

        @Override
        public void compare(String path, JsonNode value, JsonNode shown, List<Difference> found) {
            if (!test.test(value)) {
                found.add(new Difference(path, words, Shown.of(shown)));
            }
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
