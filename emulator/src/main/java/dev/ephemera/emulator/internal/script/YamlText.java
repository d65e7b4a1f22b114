package dev.ephemera.emulator.internal.script;

import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.json.MalformedJsonException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.YamlOutputStreamWriter;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Reads and writes YAML 1.2, as far as it says what JSON can say. A reading is used once, by one thread. */
public final class YamlText {

    /**
     * One document.
     *
     * @param root what it says
     * @param lines the line of every value in it, from 1, by the path of the value
     */
    public record Document(JsonNode root, Map<String, Integer> lines) {

        /** The line of a value; of what stands around it, if the value is not there. */
        public int line(String path) {
            Integer line = lines.get(path);
            if (line != null || path.isEmpty()) {
                return line == null ? 1 : line;
            }
            return line(path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('[')))));
        }
    }

    /** Aliases could make a small text say a great deal. */
    private static final int MOST_VALUES = 500_000;

    private static final int DEEPEST = 200;

    private final Map<String, Integer> lines = new HashMap<>();
    private int values;

    private YamlText() {}

    /**
     * Reads every document of a text.
     *
     * @throws NotYamlException if it is no YAML, or says what JSON cannot say
     */
    public static List<Document> read(String text) {
        List<Document> documents = new ArrayList<>();
        try {
            LoadSettings settings =
                    LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
            checkDepth(new Parse(settings).parseString(text));
            for (Node root : new Compose(settings).composeAllFromString(text)) {
                YamlText reading = new YamlText();
                JsonNode json = reading.value(root, "", 0);
                documents.add(new Document(json, reading.lines));
            }
        } catch (MarkedYamlEngineException malformed) {
            int line =
                    malformed.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new NotYamlException(line, "this is no YAML: " + malformed.getProblem());
        } catch (YamlEngineException malformed) {
            throw new NotYamlException(1, "this is no YAML: " + malformed.getMessage());
        }
        return documents;
    }

    /** What is nested without end is found before anything is made of it, which would take a stack without end. */
    private static void checkDepth(Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            switch (event.getEventId()) {
                case SequenceStart, MappingStart -> depth++;
                case SequenceEnd, MappingEnd -> depth--;
                default -> {}
            }
            if (depth > DEEPEST) {
                throw tooMuch(
                        event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1));
            }
        }
    }

    private static NotYamlException tooMuch(int line) {
        return new NotYamlException(
                line,
                "this says too much: more than " + MOST_VALUES + " values, or more than " + DEEPEST
                        + " within each other");
    }

    /** Writes one document, which reads back as the same. */
    public static String write(JsonNode root) {
        return dump().dumpToString(Json.plain(root));
    }

    /**
     * Writes one document in UTF-8 piece by piece, for it may be long.
     *
     * @throws UncheckedIOException if it cannot be written there
     */
    public static void write(JsonNode root, OutputStream out) {
        YamlOutputStreamWriter writer = new YamlOutputStreamWriter(out, StandardCharsets.UTF_8) {
            @Override
            public void processIOException(IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        };
        dump().dump(Json.plain(root), writer);
        writer.flush();
    }

    private static Dump dump() {
        return new Dump(DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setSplitLines(false)
                .setDereferenceAliases(true)
                .build());
    }

    private JsonNode value(Node node, String path, int depth) {
        int line = line(node);
        lines.putIfAbsent(path, line);
        if (++values > MOST_VALUES || depth > DEEPEST) {
            throw tooMuch(line);
        }
        if (node instanceof MappingNode mapping) {
            return object(mapping, path, depth);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode list = Json.object().arrayNode();
            for (Node item : sequence.getValue()) {
                list.add(value(item, path + "[" + list.size() + "]", depth + 1));
            }
            return list;
        }
        return scalar((ScalarNode) node);
    }

    private ObjectNode object(MappingNode mapping, String path, int depth) {
        ObjectNode object = Json.object();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new NotYamlException(line(entry.getKeyNode()), "a key must be a text");
            }
            String name = key.getValue();
            if (object.has(name)) {
                throw new NotYamlException(line(key), "the key " + name + " is given twice");
            }
            String at = path.isEmpty() ? name : path + "." + name;
            lines.putIfAbsent(at, line(key));
            object.set(name, value(entry.getValueNode(), at, depth + 1));
        }
        return object;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.STR)) {
            return StringNode.valueOf(text);
        }
        if (tag.equals(Tag.NULL)) {
            return NullNode.getInstance();
        }
        if (tag.equals(Tag.BOOL)) {
            return BooleanNode.valueOf(Boolean.parseBoolean(text));
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return number(scalar);
        }
        throw new NotYamlException(line(scalar), "the tag " + tag + " is not for scripts");
    }

    private static JsonNode number(ScalarNode scalar) {
        try {
            return Json.parse(scalar.getValue());
        } catch (MalformedJsonException other) {
            throw new NotYamlException(
                    line(scalar), scalar.getValue() + " is no number that JSON has; quote it if it is a text");
        }
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
