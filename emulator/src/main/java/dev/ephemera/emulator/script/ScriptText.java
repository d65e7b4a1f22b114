package dev.ephemera.emulator.script;

import dev.ephemera.emulator.internal.FileTrouble;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.script.DurationText;
import dev.ephemera.emulator.internal.script.MisreadException;
import dev.ephemera.emulator.internal.script.NotYamlException;
import dev.ephemera.emulator.internal.script.PlotReader;
import dev.ephemera.emulator.internal.script.YamlText;
import dev.ephemera.emulator.internal.script.YamlText.Document;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what scripts are written in, and tells what is wrong with it. Pure, but for files. */
final class ScriptText {

    private static final String LIST = "scripts";

    private ScriptText() {}

    static List<Document> documents(String yaml) {
        try {
            return YamlText.read(yaml);
        } catch (NotYamlException malformed) {
            throw new InvalidScriptException(malformed.line(), malformed.getMessage());
        }
    }

    /** Sees to it that a document is a script, or a list of them. */
    static List<JsonObject> scripts(Document document) {
        JsonNode root = document.root();
        boolean wrapped = root.size() == 1 && root.path(LIST).isArray();
        JsonNode all = wrapped ? root.path(LIST) : root;
        if (!all.isArray()) {
            return List.of(script(document, "", root));
        }
        List<JsonObject> scripts = new ArrayList<>();
        for (JsonNode script : all) {
            scripts.add(script(document, (wrapped ? LIST : "") + "[" + scripts.size() + "]", script));
        }
        return scripts;
    }

    private static JsonObject script(Document document, String place, JsonNode root) {
        try {
            PlotReader.check(root);
            return Json.immutable((ObjectNode) root);
        } catch (MisreadException misread) {
            boolean inside = !place.isEmpty() && !misread.path().isEmpty();
            throw new InvalidScriptException(
                    document.line(place + (inside ? "." : "") + misread.path()),
                    (place.isEmpty() ? "" : place + ": ") + misread.getMessage());
        }
    }

    /** Sees to it that an object is a script. */
    static JsonObject checked(JsonObject json) {
        try {
            PlotReader.check(Json.tree(json));
            return json;
        } catch (MisreadException misread) {
            throw new InvalidScriptException(0, misread.getMessage());
        }
    }

    /** Reads one value of any kind. */
    static JsonValue value(String yaml) {
        List<Document> documents = documents(yaml);
        if (documents.size() != 1) {
            throw new InvalidScriptException(1, "there is no value, or more than one: " + yaml);
        }
        return JsonValue.of(Json.plain(documents.get(0).root()));
    }

    static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "The script " + file + " cannot be read: " + FileTrouble.reading(unreadable), unreadable);
        }
    }

    static String duration(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("the duration is " + duration + "; it must not be negative.");
        }
        return DurationText.write(duration);
    }
}
