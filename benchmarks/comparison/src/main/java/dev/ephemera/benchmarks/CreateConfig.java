package dev.ephemera.benchmarks;

import dev.ephemera.benchmarks.harness.FullConfig;
import dev.ephemera.types.Content;
import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.FunctionDeclaration;
import dev.ephemera.types.GoogleSearch;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.LiveConnectConstraints;
import dev.ephemera.types.Modality;
import dev.ephemera.types.Part;
import dev.ephemera.types.Schema;
import dev.ephemera.types.Tool;
import dev.ephemera.types.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The two configs that tokens are minted with: built in code, as a service does, and as the same JSON. */
enum CreateConfig {
    USES("`uses=1`"),
    /** Constraints, a system instruction, two tools and a lock list. */
    FULL("full config");

    private final String title;

    CreateConfig(String title) {
        this.title = title;
    }

    /** What the tables call it. */
    String title() {
        return title;
    }

    /** Builds it. */
    CreateAuthTokenConfig built(Instant now) {
        return this == USES ? CreateAuthTokenConfig.builder().uses(1).build() : full(now);
    }

    /** Writes it. */
    String json(Instant now) {
        return this == USES ? "{\"uses\": 1}" : FullConfig.json(now);
    }

    private static CreateAuthTokenConfig full(Instant now) {
        FunctionDeclaration findOrder = FunctionDeclaration.builder()
                .name("find_order")
                .description("Finds an order by its number.")
                .parameters(Schema.builder()
                        .type(Type.OBJECT)
                        .properties(Map.of(
                                "number",
                                Schema.builder()
                                        .type(Type.STRING)
                                        .description("The order's number.")
                                        .build()))
                        .addRequired("number")
                        .build())
                .build();
        LiveConnectConfig config = LiveConnectConfig.builder()
                .addResponseModalities(Modality.AUDIO)
                .temperature(0.7)
                .systemInstruction(Content.builder()
                        .addParts(Part.builder().text(FullConfig.INSTRUCTION).build())
                        .build())
                .addTools(
                        Tool.builder().addFunctionDeclarations(findOrder).build(),
                        Tool.builder()
                                .googleSearch(GoogleSearch.builder().build())
                                .build())
                .build();
        return CreateAuthTokenConfig.builder()
                .uses(1)
                .expireTime(now.plus(Duration.ofHours(10)))
                .newSessionExpireTime(now.plus(Duration.ofHours(9)))
                .liveConnectConstraints(LiveConnectConstraints.builder()
                        .model("gemini-live-2.5-flash-preview")
                        .config(config)
                        .build())
                .lockAdditionalFields(List.of("topP", "maxOutputTokens"))
                .build();
    }
}
