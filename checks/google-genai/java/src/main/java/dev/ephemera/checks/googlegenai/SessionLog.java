package dev.ephemera.checks.googlegenai;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the SDK tells of the end of a session, which it does in its log only. */
final class SessionLog extends Handler {

    private static final int NO_CLOSE_FRAME = 1006;
    private static final Logger SDK = Logger.getLogger("com.google.genai.AsyncLive");

    private final Lines lines;

    private SessionLog(Lines lines) {
        this.lines = lines;
    }

    static void install(Lines lines) {
        SDK.setUseParentHandlers(false);
        SDK.addHandler(new SessionLog(lines));
    }

    @Override
    public void publish(LogRecord logged) {
        String message = logged.getMessage();
        if (message.startsWith("Live session closing")) {
            lines.closed((Integer) logged.getParameters()[0], (String) logged.getParameters()[1]);
        } else if (message.startsWith("Error during live session")) {
            lines.closed(NO_CLOSE_FRAME, String.valueOf(logged.getThrown()));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
