package dev.ephemera.codegen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
    record Assignment(Field to, Field from) {

        Assignment {
            if (!to.accessorType().equals(from.accessorType())) {
                throw new IllegalArgumentException("%s is %s and cannot be copied to %s, which is %s."
                        .formatted(from.jsonName(), from.accessorType(), to.jsonName(), to.accessorType()));
            }
        }
    }

    static SetupMapping of(Message source, Message target, Map<String, Message> messages) {
        Map<String, Group> groups = new LinkedHashMap<>();
        List<Assignment> direct = new ArrayList<>();
        for (Field from : source.fields()) {
            WirePath path = from.wirePath()
                    .orElseThrow(() -> new IllegalArgumentException(
                            source.name() + "." + from.jsonName() + " has no x-wire-path, so it would be lost."));
            if (path.group().isEmpty()) {
                direct.add(new Assignment(target.field(path.leaf()), from));
            } else {
                Group group = groups.computeIfAbsent(path.group(), name -> group(target.field(name), messages));
                group.assignments().add(new Assignment(group.type().field(path.leaf()), from));
            }
        }
        return new SetupMapping(source, target, List.copyOf(groups.values()), direct);
    }

    private static Group group(Field field, Map<String, Message> messages) {
        return new Group(field, Objects.requireNonNull(messages.get(field.type())), new ArrayList<>());
    }
}
