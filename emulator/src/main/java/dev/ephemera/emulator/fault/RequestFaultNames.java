package dev.ephemera.emulator.fault;

import java.net.URI;
import java.time.Duration;

/** Makes the faults that hit requests, and some of them sessions too. */
abstract sealed class RequestFaultNames permits SessionFaultNames {

    RequestFaultNames() {}

    /**
     * Answers with a status and the service's JSON error.
     *
     * @param code 200 to 599
     * @return the fault
     */
    public static Fault status(int code) {
        return Fault.of(FaultKind.STATUS, "code", code);
    }

    /**
     * Answers with a status, without JSON.
     *
     * @param code 200 to 599
     * @param body {@code html}, {@code empty} or {@code json}
     * @return the fault
     */
    public static Fault status(int code, String body) {
        return Fault.of(FaultKind.STATUS, "code", code, "body", body);
    }

    /**
     * Answers with a redirect, 302.
     *
     * @param location where to
     * @return the fault
     */
    public static Fault redirect(URI location) {
        return Fault.of(FaultKind.REDIRECT, "location", location.toString());
    }

    /**
     * Handles the request later.
     *
     * @param delay how much, up to a day, by the emulator's clock
     * @return the fault
     */
    public static Fault delay(Duration delay) {
        return Fault.of(FaultKind.DELAY, "for", FaultForm.write(delay));
    }

    /**
     * Never answers, and keeps the connection open.
     *
     * @return the fault
     */
    public static Fault silence() {
        return Fault.of(FaultKind.SILENCE);
    }

    /**
     * Ends the connection in order, with FIN, and no word.
     *
     * @return the fault
     */
    public static Fault drop() {
        return Fault.of(FaultKind.DROP);
    }

    /**
     * Resets the connection, with RST.
     *
     * @return the fault
     */
    public static Fault reset() {
        return Fault.of(FaultKind.RESET);
    }

    /**
     * Sends the answer's body slowly.
     *
     * @param bytesPerSecond at least 1, by the emulator's clock
     * @return the fault
     */
    public static Fault slowBody(int bytesPerSecond) {
        return Fault.of(FaultKind.SLOW_BODY, "bytesPerSecond", bytesPerSecond);
    }

    /**
     * Announces the whole body and sends its beginning.
     *
     * @param bytes how much is sent before the connection ends
     * @return the fault
     */
    public static Fault truncatedBody(int bytes) {
        return Fault.of(FaultKind.TRUNCATED_BODY, "bytes", bytes);
    }

    /**
     * Sends JSON that ends in the middle.
     *
     * @return the fault
     */
    public static Fault malformedJson() {
        return Fault.of(FaultKind.MALFORMED_JSON);
    }

    /**
     * Answers as ever, under another content type.
     *
     * @param value the content type; empty for none
     * @return the fault
     */
    public static Fault contentType(String value) {
        return Fault.of(FaultKind.CONTENT_TYPE, "value", value);
    }

    /**
     * Answers with a very long body.
     *
     * @param bytes how long, at least 100
     * @return the fault
     */
    public static Fault hugeBody(long bytes) {
        return Fault.of(FaultKind.HUGE_BODY, "bytes", bytes);
    }

    /**
     * Answers the upgrade with a proof for another key.
     *
     * @return the fault
     */
    public static Fault wrongAccept() {
        return Fault.of(FaultKind.WRONG_ACCEPT);
    }
}
