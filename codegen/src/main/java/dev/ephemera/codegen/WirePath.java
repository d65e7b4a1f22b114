package dev.ephemera.codegen;

/**
 * Where a field of the SDK's config stands in the setup.
 *
 * @param group the message inside the setup, empty for a field of the setup itself
 * @param leaf the field's name in that message
 */
record WirePath(String group, String leaf) {

    static WirePath of(String where, String path) {
        int dot = path.indexOf('.');
        if (dot != path.lastIndexOf('.')) {
            throw new IllegalArgumentException(
                    where + ": the setup mapping knows paths of one or two names, not " + path + ".");
        }
        return new WirePath(path.substring(0, Math.max(dot, 0)), path.substring(dot + 1));
    }
}
