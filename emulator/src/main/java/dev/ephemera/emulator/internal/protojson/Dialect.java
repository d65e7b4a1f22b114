package dev.ephemera.emulator.internal.protojson;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.types.internal.FieldDescriptor;

/**
 * Which fields exist. Pure.
 *
 * @param apiVersion the version in the URL: {@code v1alpha} knows some that the others do not
 * @param unproven whether those exist for which that is not proven
 */
public record Dialect(String apiVersion, boolean unproven) {

    public static Dialect of(String apiVersion, EmulatorOptions options) {
        return new Dialect(apiVersion, !options.assumes(Assumption.UNPROVEN_FIELDS_ARE_UNKNOWN));
    }

    public boolean knows(FieldDescriptor field) {
        return (!field.v1alphaOnly() || apiVersion.equals("v1alpha")) && (!field.unproven() || unproven);
    }
}
