package dev.ephemera.tokens.internal;

import dev.ephemera.tokens.LockReason;
import dev.ephemera.transport.internal.Place;
import dev.ephemera.transport.internal.SetFields;
import dev.ephemera.types.LiveClientSetup;
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
     * @param setup a setup
     * @return why each is locked
     * @throws IllegalArgumentException if it sets something that is no field
     */
    public static Map<String, LockReason> of(LiveClientSetup setup) {
        Map<String, LockReason> paths = new LinkedHashMap<>();
        SetFields.visit(setup, SetupPath.SETUP, (place, owner, field) -> {
            Place around = place.around();
            if (around == null) {
                paths.put(place.name(), reason(SetupPath.of(place.name()).field()));
            } else if (around.around() == null) { // in a message, not in a list or map of them
                paths.remove(around.name());
                paths.put(SetupPath.of(around.name() + "." + place.name()).text(), LockReason.SET);
            }
        });
        return paths;
    }

    private static LockReason reason(FieldDescriptor field) {
        return field.cardinality() == Cardinality.MAP ? LockReason.MAP_LOCKED_WHOLE : LockReason.SET;
    }
}
