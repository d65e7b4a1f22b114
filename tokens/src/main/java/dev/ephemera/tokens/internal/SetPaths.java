package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.LockReason;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.FieldDescriptor.Cardinality;
import java.util.LinkedHashMap;
import java.util.Map;

/** The paths that a setup sets, as deep as a mask names them: two names for a message with something in it. Pure. */
public final class SetPaths {

    private SetPaths() {}

    /**
     * Finds the paths.
     *
     * @param setup a setup as JSON
     * @return why each is locked
     * @throws IllegalArgumentException if it sets something that is no field
     */
    public static Map<String, LockReason> of(JsonObject setup) {
        Map<String, LockReason> paths = new LinkedHashMap<>();
        setup.asMap().forEach((name, value) -> {
            FieldDescriptor field = SetupPath.of(name).field();
            if (SetupPath.hasFields(field) && !value.asObject().isEmpty()) {
                value.asObject()
                        .names()
                        .forEach(inner ->
                                paths.put(SetupPath.of(name + "." + inner).text(), LockReason.SET));
            } else {
                paths.put(name, reason(field));
            }
        });
        return paths;
    }

    private static LockReason reason(FieldDescriptor field) {
        return field.cardinality() == Cardinality.MAP ? LockReason.MAP_LOCKED_WHOLE : LockReason.SET;
    }
}
