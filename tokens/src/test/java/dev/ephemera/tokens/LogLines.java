package dev.ephemera.tokens;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Gathers all that a logger and those below it write, at every level, with what was thrown. */
final class LogLines extends Handler implements AutoCloseable {

    private final Logger logger;
    private final List<String> lines;
    private final Level before;

    LogLines(String name, List<String> lines) {
        this.logger = Logger.getLogger(name);
        this.lines = lines;
        this.before = logger.getLevel();
        setLevel(Level.ALL);
        logger.setLevel(Level.ALL);
        logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line)
                + (line.getThrown() == null ? "" : " " + Texts.of(line.getThrown())));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(before);
    }
}
