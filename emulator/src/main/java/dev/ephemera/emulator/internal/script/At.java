package dev.ephemera.emulator.internal.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A place in a script, and what stands there.
 *
 * @param node what stands there
 * @param path the way to it, as in {@code steps[1].then[0]}
 */
record At(JsonNode node, String path) {

    private static final int LONGEST_SHOWN = 60;

    At member(String name) {
        return new At(node.path(name), path.isEmpty() ? name : path + "." + name);
    }

    /** The member, unless there is none or it is null. */
    Optional<At> given(String name) {
        return node.hasNonNull(name) ? Optional.of(member(name)) : Optional.empty();
    }

    List<At> items() {
        if (!node.isArray()) {
            throw wrong("must be a list, and is " + shown());
        }
        List<At> items = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            items.add(new At(node.get(i), path + "[" + i + "]"));
        }
        return items;
    }

    /** The items of a list; what is no list stands for a list of one. */
    List<At> itemOrItems() {
        return node.isArray() ? items() : List.of(this);
    }

    ObjectNode anyObject() {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw wrong("must be an object, and is " + shown());
    }

    /** Sees to it that this is an object with no other keys. */
    At object(Collection<String> keys) {
        anyObject();
        for (String name : node.propertyNames()) {
            if (!keys.contains(name)) {
                throw member(name).wrong("is no key here; the keys are " + String.join(", ", keys) + ".");
            }
        }
        return this;
    }

    String text() {
        if (!node.isString()) {
            throw wrong("must be a text, and is " + shown());
        }
        return node.stringValue();
    }

    boolean flag() {
        if (!node.isBoolean()) {
            throw wrong("must be true or false, and is " + shown());
        }
        return node.booleanValue();
    }

    int number(int least, int most) {
        if (!node.isIntegralNumber() || node.longValue(-1) < least || node.longValue(-1) > most) {
            throw wrong("must be a whole number of " + least + " to " + most + ", and is " + shown());
        }
        return node.intValue();
    }

    Duration duration() {
        return Optional.of(node)
                .filter(JsonNode::isString)
                .flatMap(text -> DurationText.read(text.stringValue()))
                .orElseThrow(() -> wrong("must be a duration like 200ms, 1.5s or 2m, and is " + shown()));
    }

    MisreadException wrong(String why) {
        return new MisreadException(path, why);
    }

    String shown() {
        String text = node.isMissingNode() ? "not there" : node.toString();
        return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
    }
}
