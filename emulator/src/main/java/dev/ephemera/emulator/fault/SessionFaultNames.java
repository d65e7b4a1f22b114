package dev.ephemera.emulator.fault;

import java.time.Duration;

/** Makes the faults that hit sessions only. */
abstract sealed class SessionFaultNames extends RequestFaultNames permits Fault {

    SessionFaultNames() {}

    /**
     * Answers the setup with a close frame.
     *
     * @param code any close code, legal or not, 0 to 65535
     * @param reason the reason; what is longer than 123 bytes in UTF-8 is cut
     * @return the fault
     */
    public static Fault refuseSetup(int code, String reason) {
        return Fault.of(FaultKind.REFUSE_SETUP, "code", code, "reason", reason);
    }

    /**
     * Sends a close frame, after the setup unless another moment is chosen.
     *
     * @param code any close code, legal or not, 0 to 65535
     * @param reason the reason; what is longer than 123 bytes in UTF-8 is cut
     * @return the fault
     */
    public static Fault close(int code, String reason) {
        return Fault.of(FaultKind.CLOSE, "code", code, "reason", reason);
    }

    /**
     * Never answers the client's close frame.
     *
     * @return the fault
     */
    public static Fault ignoreClose() {
        return Fault.of(FaultKind.IGNORE_CLOSE);
    }

    /**
     * Reads nothing and sends nothing any more, and keeps the connection open.
     *
     * @return the fault
     */
    public static Fault halfOpen() {
        return Fault.of(FaultKind.HALF_OPEN);
    }

    /**
     * Reads slowly, a frame at a time.
     *
     * @param bytesPerSecond by the emulator's clock; 0 never reads again
     * @return the fault
     */
    public static Fault slowReader(int bytesPerSecond) {
        return Fault.of(FaultKind.SLOW_READER, "bytesPerSecond", bytesPerSecond);
    }

    /**
     * Sends every message slowly.
     *
     * @param bytesPerSecond at least 1, by the emulator's clock
     * @return the fault
     */
    public static Fault slowWriter(int bytesPerSecond) {
        return Fault.of(FaultKind.SLOW_WRITER, "bytesPerSecond", bytesPerSecond);
    }

    /**
     * Sends every message in several frames, with pings in between.
     *
     * @param frames how many, 2 to 1000
     * @return the fault
     */
    public static Fault fragmented(int frames) {
        return Fault.of(FaultKind.FRAGMENTED, "frames", frames);
    }

    /**
     * Sends a frame that breaks RFC 6455.
     *
     * @param defect what is wrong with it; {@link FaultKind#MALFORMED_FRAME} lists the names
     * @return the fault
     */
    public static Fault malformedFrame(String defect) {
        return Fault.of(FaultKind.MALFORMED_FRAME, "defect", defect);
    }

    /**
     * Sends a text frame that is not UTF-8.
     *
     * @return the fault
     */
    public static Fault invalidUtf8() {
        return Fault.of(FaultKind.INVALID_UTF8);
    }

    /**
     * Announces a frame, sends its beginning, and ends the connection.
     *
     * @param promised the announced length
     * @param sent how many bytes come
     * @return the fault
     */
    public static Fault truncatedFrame(long promised, int sent) {
        return Fault.of(FaultKind.TRUNCATED_FRAME, "promised", promised, "sent", sent);
    }

    /**
     * Sends a very long message in one frame.
     *
     * @param bytes how long, at least 100
     * @return the fault
     */
    public static Fault oversizedFrame(long bytes) {
        return Fault.of(FaultKind.OVERSIZED_FRAME, "bytes", bytes);
    }

    /**
     * Sends a JSON object with an unknown member.
     *
     * @return the fault
     */
    public static Fault unknownMessage() {
        return Fault.of(FaultKind.UNKNOWN_MESSAGE);
    }

    /**
     * Sends a message of no bytes.
     *
     * @return the fault
     */
    public static Fault emptyMessage() {
        return Fault.of(FaultKind.EMPTY_MESSAGE);
    }

    /**
     * Sends any text as a message.
     *
     * @param text JSON or not
     * @return the fault
     */
    public static Fault message(String text) {
        return Fault.of(FaultKind.MESSAGE, "text", text);
    }

    /**
     * Sends content before {@code setupComplete}.
     *
     * @return the fault
     */
    public static Fault earlyMessage() {
        return Fault.of(FaultKind.EARLY_MESSAGE);
    }

    /**
     * Sends a second {@code setupComplete}.
     *
     * @return the fault
     */
    public static Fault duplicateSetupComplete() {
        return Fault.of(FaultKind.DUPLICATE_SETUP_COMPLETE);
    }

    /**
     * Answers pings later.
     *
     * @param delay how much, up to a day, by the emulator's clock
     * @return the fault
     */
    public static Fault latePong(Duration delay) {
        return Fault.of(FaultKind.LATE_PONG, "for", FaultForm.write(delay));
    }

    /**
     * Never answers pings.
     *
     * @return the fault
     */
    public static Fault noPong() {
        return Fault.of(FaultKind.NO_PONG);
    }

    /**
     * Sends many pings at once.
     *
     * @param count how many, 1 to 1,000,000
     * @return the fault
     */
    public static Fault pingFlood(int count) {
        return Fault.of(FaultKind.PING_FLOOD, "count", count);
    }
}
