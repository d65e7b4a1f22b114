package dev.ephemera.transport.internal;

/** How a model's name stands on the wire: as a resource name, with the prefix added that users leave out. Pure. */
public final class ModelName {

    private ModelName() {}

    /**
     * Adds {@code models/} unless the name is {@code models/..} or {@code tunedModels/..}.
     *
     * @param name what the user wrote
     * @return the resource name
     * @throws IllegalArgumentException if it is blank
     */
    public static String onWire(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("The model's name is blank.");
        }
        return name.startsWith("models/") || name.startsWith("tunedModels/") ? name : "models/" + name;
    }
}
