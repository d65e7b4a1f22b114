/** What Live sessions measure, as meters of Micrometer. */
@SuppressWarnings("requires-transitive-automatic") // Micrometer's jar only has the name
module dev.ephemera.telemetry.micrometer {
    requires transitive dev.ephemera.live;
    requires transitive micrometer.core;
    requires transitive static org.jspecify;

    exports dev.ephemera.telemetry.micrometer;
}
