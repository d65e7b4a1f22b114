package dev.ephemera.types.samples;

import dev.ephemera.types.OpenEnum;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.EnumDescriptor;
import java.util.List;

/**
 * One enum of the description together with the Java that stands for it.
 *
 * @param descriptor the enum
 * @param javaType the generated class
 */
public record EnumType(EnumDescriptor descriptor, Class<? extends OpenEnum> javaType) {

    /** Every enum of the description. */
    public static List<EnumType> all() {
        return Descriptors.enumerationNames().stream().map(EnumType::of).toList();
    }

    static EnumType of(String name) {
        return new EnumType(
                Descriptors.enumeration(name), MessageType.generatedClass(name).asSubclass(OpenEnum.class));
    }

    /** The constant of a name on the wire, known or not. */
    public OpenEnum constant(String value) {
        try {
            return javaType.cast(javaType.getMethod("of", String.class).invoke(null, value));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(javaType.toString(), e);
        }
    }

    @Override
    public String toString() {
        return descriptor.name();
    }
}
