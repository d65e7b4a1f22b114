package dev.ephemera.codegen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The mapping from the SDK's flat config to the wire's nested setup, as the paths in the description give it.
 *
 * @param source the config
 * @param target the setup
 * @param groups the messages inside the setup that the config's fields are gathered in
 * @param direct the fields that stand in the setup itself
 */
record SetupMapping(Message source, Message target, List<Group> groups, List<Assignment> direct) {

    /**
     * One message inside the setup.
     *
     * @param field the setup's field
     * @param type the message's type
     * @param assignments its fields
     */
    record Group(Field field, Message type, List<Assignment> assignments) {}

    /**
     * One field copied.
     *
     * @param to the field that is set
     * @param from the config's field
     */
    record Assignment(Field to, Field from) {}

    static SetupMapping of(Message source, Message target, Map<String, Message> messages) {
        Map<String, Group> groups = new LinkedHashMap<>();
        List<Assignment> direct = new ArrayList<>();
        for (Field from : source.fields()) {
            String where = source.name() + "." + from.jsonName();
            WirePath path = from.wirePath()
                    .map(text -> WirePath.of(where, text))
                    .orElseThrow(
                            () -> new IllegalArgumentException(where + " has no x-wire-path, so it would be lost."));
            if (path.group().isEmpty()) {
                direct.add(assignment(where, from, target, path.leaf()));
            } else {
                Group group = groups.computeIfAbsent(path.group(), name -> group(where, target, name, messages));
                group.assignments().add(assignment(where, from, group.type(), path.leaf()));
            }
        }
        return new SetupMapping(source, target, List.copyOf(groups.values()), direct);
    }

    private static Group group(String where, Message target, String name, Map<String, Message> messages) {
        Field field = step(where, target, name);
        Message type = messages.get(field.type());
        if (type == null || field.cardinality() != Field.Cardinality.SINGLE) {
            throw new IllegalArgumentException(where + ": its x-wire-path passes through " + target.name() + "." + name
                    + ", which is no message.");
        }
        return new Group(field, type, new ArrayList<>());
    }

    private static Assignment assignment(String where, Field from, Message owner, String leaf) {
        Field to = step(where, owner, leaf);
        if (!to.accessorType().equals(from.accessorType())) {
            throw new IllegalArgumentException("%s is %s and cannot be copied to %s.%s, which is %s."
                    .formatted(where, from.accessorType(), owner.name(), leaf, to.accessorType()));
        }
        return new Assignment(to, from);
    }

    private static Field step(String where, Message owner, String name) {
        return owner.field(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        where + ": its x-wire-path leads to " + owner.name() + "." + name + ", which is missing."));
    }
}
