package dev.ephemera.emulator.internal.protojson;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.types.internal.FieldDescriptor;

/**
 * Which fields exist. Pure.
 *
 * @param apiVersion the version in the URL
 * @param v1alpha whether those exist that {@code v1alpha} alone is known to take
 * @param unproven whether those exist for which that is not proven
 */
public record Dialect(String apiVersion, boolean v1alpha, boolean unproven) {

    public static Dialect of(String apiVersion, EmulatorOptions options) {
        return new Dialect(
                apiVersion,
                apiVersion.equals("v1alpha") || options.assumes(Assumption.V1ALPHA_FIELDS_ARE_KNOWN_EVERYWHERE),
                !options.assumes(Assumption.UNPROVEN_FIELDS_ARE_UNKNOWN));
    }

    public boolean knows(FieldDescriptor field) {
        return (!field.v1alphaOnly() || v1alpha) && (!field.unproven() || unproven);
    }
}
