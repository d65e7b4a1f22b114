package dev.ephemera.live;

/** Where nobody listens, nothing is handed over. */
final class NoTelemetry implements SessionTelemetry {

    static final SessionTelemetry INSTANCE = new NoTelemetry();

    private NoTelemetry() {}
}
