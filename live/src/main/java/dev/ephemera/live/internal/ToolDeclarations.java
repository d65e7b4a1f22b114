package dev.ephemera.live.internal;

import dev.ephemera.live.LiveTools;
import dev.ephemera.types.FunctionDeclaration;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.Tool;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts functions that have handlers into a config. Pure. */
final class ToolDeclarations {

    private ToolDeclarations() {}

    /**
     * Adds the declarations, as one more tool, behind those that the config has.
     *
     * @throws IllegalArgumentException if the config declares one of them itself
     */
    static LiveConnectConfig in(LiveConnectConfig config, LiveTools tools) {
        if (tools.declarations().isEmpty()) {
            return config;
        }
        Set<String> twice = names(config);
        twice.retainAll(tools.declarations().stream()
                .map(FunctionDeclaration::name)
                .flatMap(Optional::stream)
                .toList());
        if (!twice.isEmpty()) {
            throw new IllegalArgumentException("Declared both in the config's tools and in SessionOptions.tools: "
                    + String.join(", ", twice)
                    + ". Leave it out of the config, or add only its handler with LiveTools.Builder.handler.");
        }
        return config.toBuilder()
                .addTools(Tool.builder()
                        .functionDeclarations(tools.declarations())
                        .build())
                .build();
    }

    private static Set<String> names(LiveConnectConfig config) {
        return config.tools().stream()
                .flatMap(tool -> tool.functionDeclarations().stream())
                .map(FunctionDeclaration::name)
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
