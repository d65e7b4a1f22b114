/** A user of the types on the module path. */
module dev.ephemera.checks.modulepath {
    requires dev.ephemera.types;
    requires tools.jackson.databind;
}
