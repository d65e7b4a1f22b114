package dev.ephemera.emulator.internal.protojson;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Members of which a message may hold one only. Pure. */
public final class Oneofs {

    /**
     * Members that exclude each other.
     *
     * @param name what the group is called in the service's messages
     * @param members their names in JSON
     */
    public record Oneof(String name, List<String> members) {}

    private static final Map<String, Oneof> ONEOFS = Map.of(
            "LiveClientMessage",
            new Oneof(
                    "message_type",
                    List.of("setup", "clientContent", "realtimeInput", "toolResponse", "contextUpdate")),
            "Part",
            new Oneof(
                    "data",
                    List.of(
                            "text",
                            "inlineData",
                            "fileData",
                            "functionCall",
                            "functionResponse",
                            "executableCode",
                            "codeExecutionResult",
                            "toolCall",
                            "toolResponse")),
            "FunctionResponsePart",
            new Oneof("data", List.of("inlineData", "fileData")));

    private Oneofs() {}

    /** Returns the group that a member of a message belongs to. */
    public static Optional<Oneof> of(String message, String member) {
        return Optional.ofNullable(ONEOFS.get(message))
                .filter(oneof -> oneof.members().contains(member));
    }
}
