package dev.ephemera.codegen;

/**
 * Where a field of the SDK's config stands in the setup.
 *
 * @param path one or two names, separated by a dot
 * @param field the config's field
 */
record WirePath(String path, Field field) {

    WirePath {
        if (path.indexOf('.') != path.lastIndexOf('.')) {
            throw new IllegalArgumentException(
                    field.jsonName() + ": the setup mapping knows paths of one or two names, not " + path);
        }
    }

    /** The message inside the setup, empty for a field of the setup itself. */
    String group() {
        return path.contains(".") ? path.substring(0, path.indexOf('.')) : "";
    }

    /** The field's name in that message. */
    String leaf() {
        return path.substring(path.indexOf('.') + 1);
    }
}
