package dev.ephemera.types.internal;

import static dev.ephemera.types.internal.FieldDescriptor.field;
import static java.util.Map.entry;

import dev.ephemera.types.internal.FieldDescriptor.Cardinality;
import dev.ephemera.types.internal.FieldDescriptor.Kind;
import dev.ephemera.types.internal.FieldDescriptor.Mark;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.annotation.processing.Generated;

/** Every message and enum of the description; each is loaded and made when it is first asked for. */
@Generated("dev.ephemera.codegen")
public final class Descriptors {

    private static final Map<String, MessageDescriptor> MESSAGES = new ConcurrentHashMap<>();

    private Descriptors() {}

    /** The names of all messages, in the description's order. */
    public static List<String> messageNames() {
        return List.of(
                "Kinds",
                "Collections",
                "Marks",
                "Token",
                "Nothing",
                "Content",
                "Part",
                "Prose",
                "LiveConnectConfig",
                "LiveClientSetup",
                "GenerationConfig"
        );
    }

    /** The names of all enums, in the description's order. */
    public static List<String> enumerationNames() {
        return List.of(
                "Color"
        );
    }

    /**
     * Finds a message.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static MessageDescriptor message(String name) {
        return MESSAGES.computeIfAbsent(name, Descriptors::create);
    }

    /**
     * Finds an enum.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static EnumDescriptor enumeration(String name) {
        return switch (name) {
            case "Color" -> new EnumDescriptor("Color", List.of("COLOR_UNSPECIFIED", "RED", "dark-green", "4K"));
            default -> throw new IllegalArgumentException("The description has no enum " + name + ".");
        };
    }

    private static MessageDescriptor create(String name) {
        return switch (name) {
            case "Kinds" -> KindsMessage.create();
            case "Collections" -> CollectionsMessage.create();
            case "Marks" -> MarksMessage.create();
            case "Token" -> TokenMessage.create();
            case "Nothing" -> NothingMessage.create();
            case "Content" -> ContentMessage.create();
            case "Part" -> PartMessage.create();
            case "Prose" -> ProseMessage.create();
            case "LiveConnectConfig" -> LiveConnectConfigMessage.create();
            case "LiveClientSetup" -> LiveClientSetupMessage.create();
            case "GenerationConfig" -> GenerationConfigMessage.create();
            default -> throw new IllegalArgumentException("The description has no message " + name + ".");
        };
    }

    private static final class KindsMessage {

        static MessageDescriptor create() {
            return new MessageDescriptor("Kinds", "WireKinds", false, List.of(), Map.of(), List.of(
                    field("text", "text", Kind.STRING, Cardinality.SINGLE),
                    field("flag", "flag", Kind.BOOL, Cardinality.SINGLE),
                    field("count", "count", Kind.INT32, Cardinality.SINGLE),
                    field("bigCount", "big_count", Kind.INT64, Cardinality.SINGLE),
                    field("ratio", "ratio", Kind.FLOAT, Cardinality.SINGLE),
                    field("score", "score", Kind.DOUBLE, Cardinality.SINGLE),
                    field("data", "data", Kind.BYTES, Cardinality.SINGLE),
                    field("createTime", "create_time", Kind.TIMESTAMP, Cardinality.SINGLE),
                    field("timeLeft", "time_left", Kind.DURATION, Cardinality.SINGLE),
                    field("updateMask", "update_mask", Kind.FIELD_MASK, Cardinality.SINGLE),
                    field("color", "color", Kind.ENUM, Cardinality.SINGLE).type("Color"),
                    field("nothing", "nothing", Kind.MESSAGE, Cardinality.SINGLE).type("Nothing"),
                    field("args", "args", Kind.STRUCT, Cardinality.SINGLE),
                    field("anything", "anything", Kind.ANY, Cardinality.SINGLE)));
        }
    }

    private static final class CollectionsMessage {

        static MessageDescriptor create() {
            return new MessageDescriptor("Collections", "Collections", false, List.of(), Map.of(), List.of(
                    field("names", "names", Kind.STRING, Cardinality.LIST),
                    field("colors", "colors", Kind.ENUM, Cardinality.LIST).type("Color"),
                    field("parts", "parts", Kind.MESSAGE, Cardinality.LIST).type("Part"),
                    field("structs", "structs", Kind.STRUCT, Cardinality.LIST),
                    field("locks", "locks", Kind.STRING, Cardinality.LIST).mark(Mark.PRESENCE),
                    field("labels", "labels", Kind.STRING, Cardinality.MAP),
                    field("partsByName", "parts_by_name", Kind.MESSAGE, Cardinality.MAP).type("Part")));
        }
    }

    private static final class MarksMessage {

        static MessageDescriptor create() {
            return new MessageDescriptor("Marks", "Marks", false, List.of("type", "default"), Map.ofEntries(entry("transparent", "only \"another\" backend takes it; leave it out"), entry("labels", "a reason with a backslash \\ and {braces}")), List.of(
                    field("type", "type", Kind.STRING, Cardinality.SINGLE).alias("markType").alias("old-type"),
                    field("default", "default", Kind.ANY, Cardinality.SINGLE),
                    field("password", "password", Kind.STRING, Cardinality.SINGLE).mark(Mark.SECRET),
                    field("headers", "headers", Kind.STRING, Cardinality.MAP).mark(Mark.SECRET),
                    field("audioBitrateBps", "audio_bitrate_bps", Kind.INT32, Cardinality.SINGLE).mark(Mark.V1ALPHA_ONLY),
                    field("guess", "guess", Kind.BOOL, Cardinality.SINGLE).mark(Mark.UNPROVEN),
                    field("responseSchema", "response_schema", Kind.STRUCT, Cardinality.SINGLE).notInLive("a Live session does not take \"it\""),
                    field("id", "id", Kind.STRING, Cardinality.SINGLE).mark(Mark.READ_ONLY),
                    field("oldName", "old_name", Kind.STRING, Cardinality.SINGLE).mark(Mark.DEPRECATED)));
        }
    }

    private static final class TokenMessage {

        static MessageDescriptor create() {
            return new MessageDescriptor("Token", "Token", false, List.of(), Map.of(), List.of(
                    field("name", "name", Kind.STRING, Cardinality.SINGLE).mark(Mark.SECRET),
                    field("expireTime", "expire_time", Kind.TIMESTAMP, Cardinality.SINGLE),
                    field("uses", "uses", Kind.INT32, Cardinality.SINGLE),
                    field("tags", "tags", Kind.STRING, Cardinality.LIST),
                    field("note", "note", Kind.STRING, Cardinality.SINGLE)));
        }
    }

    private static final class NothingMessage {

        static MessageDescriptor create() {
            return new MessageDescriptor("Nothing", "Nothing", false, List.of(), Map.of(), List.of());
        }
    }

    private static final class ContentMessage {

        static MessageDescriptor create() {
            return new MessageDescriptor("Content", "Content", true, List.of(), Map.of(), List.of(
                    field("parts", "parts", Kind.MESSAGE, Cardinality.LIST).type("Part"),
                    field("role", "role", Kind.STRING, Cardinality.SINGLE)));
        }
    }

    private static final class PartMessage {

        static MessageDescriptor create() {
            return new MessageDescriptor("Part", "Part", false, List.of(), Map.of(), List.of(
                    field("text", "text", Kind.STRING, Cardinality.SINGLE)));
        }
    }

    private static final class ProseMessage {

        static MessageDescriptor create() {
            return new MessageDescriptor("Prose", "Prose", false, List.of(), Map.of(), List.of(
                    field("balanced", "balanced", Kind.STRING, Cardinality.SINGLE),
                    field("unbalanced", "unbalanced", Kind.STRING, Cardinality.SINGLE),
                    field("backslash", "backslash", Kind.STRING, Cardinality.SINGLE),
                    field("list", "list", Kind.STRING, Cardinality.SINGLE)));
        }
    }

    private static final class LiveConnectConfigMessage {

        static MessageDescriptor create() {
            return new MessageDescriptor("LiveConnectConfig", "LiveConnectConfig", false, List.of(), Map.of(), List.of(
                    field("temperature", "temperature", Kind.FLOAT, Cardinality.SINGLE).wirePath("generationConfig.temperature"),
                    field("responseColors", "response_colors", Kind.ENUM, Cardinality.LIST).type("Color").wirePath("generationConfig.colors"),
                    field("systemInstruction", "system_instruction", Kind.MESSAGE, Cardinality.SINGLE).type("Content").wirePath("systemInstruction"),
                    field("labels", "labels", Kind.STRING, Cardinality.MAP).wirePath("labels")));
        }
    }

    private static final class LiveClientSetupMessage {

        static MessageDescriptor create() {
            return new MessageDescriptor("LiveClientSetup", "BidiGenerateContentSetup", false, List.of(), Map.of(), List.of(
                    field("model", "model", Kind.STRING, Cardinality.SINGLE),
                    field("generationConfig", "generation_config", Kind.MESSAGE, Cardinality.SINGLE).type("GenerationConfig"),
                    field("systemInstruction", "system_instruction", Kind.MESSAGE, Cardinality.SINGLE).type("Content"),
                    field("labels", "labels", Kind.STRING, Cardinality.MAP)));
        }
    }

    private static final class GenerationConfigMessage {

        static MessageDescriptor create() {
            return new MessageDescriptor("GenerationConfig", "GenerationConfig", false, List.of(), Map.of(), List.of(
                    field("temperature", "temperature", Kind.FLOAT, Cardinality.SINGLE),
                    field("colors", "colors", Kind.ENUM, Cardinality.LIST).type("Color")));
        }
    }
}
