package dev.ephemera.tokens.internal;

import dev.ephemera.transport.internal.Json;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.LiveClientSetup;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.FieldDescriptor.Cardinality;
import dev.ephemera.types.internal.FieldDescriptor.Kind;
import dev.ephemera.types.internal.MessageDescriptor;
import java.util.ArrayList;
import java.util.List;

/** The paths that a setup sets, as deep as a mask names them: two names for a message with something in it. Pure. */
public final class SetPaths {

    private static final MessageDescriptor SETUP = Descriptors.message("LiveClientSetup");

    private SetPaths() {}

    /**
     * Lists the paths.
     *
     * @param setup a setup without unknown fields
     * @return paths in the order of the description
     */
    public static List<String> of(LiveClientSetup setup) {
        List<String> paths = new ArrayList<>();
        JsonObject object = Json.read(Json.writeBytes(setup), JsonObject.class);
        object.asMap().forEach((name, value) -> {
            FieldDescriptor field = SETUP.field(name).orElseThrow();
            if (hasFieldsOfItsOwn(field) && !value.asObject().isEmpty()) {
                value.asObject().names().forEach(inner -> paths.add(name + "." + inner));
            } else {
                paths.add(name);
            }
        });
        return paths;
    }

    private static boolean hasFieldsOfItsOwn(FieldDescriptor field) {
        return field.kind() == Kind.MESSAGE && field.cardinality() == Cardinality.SINGLE;
    }
}
