package dev.ephemera.emulator.internal.record;

import dev.ephemera.emulator.internal.FileTrouble;
import dev.ephemera.emulator.internal.script.YamlText;
import dev.ephemera.emulator.script.InvalidScriptException;
import dev.ephemera.emulator.script.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The sessions that were recorded, and the file that they are written to. Safe for use by any thread. */
public final class Recordings {

    private static final Logger LOG = System.getLogger(Recordings.class.getName());

    private final Optional<Path> file;
    private final Clock clock;
    private final Placeholders placeholders = new Placeholders();
    private final List<Script> scripts = new ArrayList<>();
    private int connections;

    /**
     * Begins.
     *
     * @param key what else is secret wherever it is met
     * @throws UncheckedIOException if the file cannot be written
     */
    public Recordings(Optional<Path> file, Clock clock, Optional<String> key) {
        this.file = file;
        this.clock = clock;
        key.ifPresent(placeholders::credential);
        key.map(real -> URLEncoder.encode(real, StandardCharsets.UTF_8)).ifPresent(placeholders::credential);
        file.ifPresent(path -> {
            try {
                Files.writeString(path, "");
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable(path, unwritable), unwritable);
            }
        });
    }

    public Placeholders placeholders() {
        return placeholders;
    }

    public synchronized Recording begin(String apiVersion) {
        return new Recording(++connections, apiVersion, clock, placeholders, this::finished);
    }

    private synchronized void finished(ObjectNode script) {
        String yaml = YamlText.write(script);
        file.ifPresent(path -> {
            try {
                Files.writeString(path, "---\n" + yaml, StandardOpenOption.APPEND);
            } catch (IOException unwritable) {
                LOG.log(Level.ERROR, unwritable(path, unwritable));
            }
        });
        try {
            scripts.add(Script.yaml(yaml));
        } catch (InvalidScriptException tooMuch) {
            LOG.log(Level.ERROR, "A recorded session is no script that can be played: " + tooMuch.getMessage());
        }
    }

    private static String unwritable(Path file, IOException failed) {
        return "The recording cannot be written to " + file + ": " + FileTrouble.writing(failed);
    }

    /** The sessions that have ended, in the order of their ends. */
    public synchronized List<Script> all() {
        return List.copyOf(scripts);
    }
}
