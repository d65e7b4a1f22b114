package dev.ephemera.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The description has every message of the wire down to its leaves: it is compared with a skeleton of names, types,
 * formats, enum values and marks that was put together from the service's own documents, in which {@code x-tag} is S for
 * what only client libraries know, A for what {@code v1alpha} alone takes, and O for what was observed.
 */
final class WireLeavesTest {

    private static final JsonNode SKELETON =
            schemas(new ObjectMapper(), Path.of("src/test/resources/components-skeleton.json"));
    private static final Set<String> MESSAGES =
            new TreeSet<>(SKELETON.properties().stream().map(Map.Entry::getKey).toList());
    private static final WireLeaves EXPECTED = new WireLeaves(SKELETON, MESSAGES, Map.of());
    private static final WireLeaves DESCRIBED = new WireLeaves(
            schemas(new YAMLMapper(), Path.of("../api-spec/openapi.yaml")),
            MESSAGES,
            Map.of("BidiGenerateContentTranscription", "Transcription")); // the skeleton has the client libraries' name

    @Test
    void description_whenComparedWithTheWire_differsOnlyWhereItSaysWhy() {
        Set<String> paths = new TreeSet<>(EXPECTED.leaves().keySet());
        paths.addAll(DESCRIBED.leaves().keySet());
        List<String> differences = new ArrayList<>();
        for (String path : paths) {
            String expected = EXPECTED.leaves().getOrDefault(path, "absent");
            String described = DESCRIBED.leaves().getOrDefault(path, "absent");
            if (!expected.equals(described)) {
                differences.add(path + ": " + expected + " -> " + described);
            }
        }

        String toolTypes = "FILE_SEARCH|GOOGLE_MAPS|GOOGLE_SEARCH_IMAGE|GOOGLE_SEARCH_WEB|";
        String otherToolTypes = "TOOL_TYPE_UNSPECIFIED|URL_CONTEXT";
        assertThat(differences)
                .containsExactlyInAnyOrder(
                        // only the client libraries know it
                        "FunctionResponsePart.mediaProcessing: AGENTIC|MEDIA_PROCESSING_UNSPECIFIED|STATIC"
                                + " -> AGENTIC|MEDIA_PROCESSING_UNSPECIFIED|STATIC unproven",
                        // the documentation deprecates it
                        "GoogleMaps.enableWidget: boolean -> boolean deprecated",
                        // what holds it is taken on v1alpha only
                        "ProactivityConfig.proactiveVideo: boolean unproven -> boolean v1alpha unproven",
                        // MEDIA_PROCESSING is a value that only the client libraries know
                        "ToolCall.toolType: " + toolTypes + otherToolTypes + " -> " + toolTypes + "MEDIA_PROCESSING|"
                                + otherToolTypes,
                        "ToolResponse.toolType: " + toolTypes + otherToolTypes + " -> " + toolTypes
                                + "MEDIA_PROCESSING|" + otherToolTypes);
    }

    @Test
    void description_whenASchemaIsNoPartOfTheWire_isOfTheSdkOrAnError() {
        assertThat(EXPECTED.leaves()).hasSizeGreaterThan(350);
        assertThat(DESCRIBED.unvisited())
                .containsExactlyInAnyOrder(
                        "AuthToken",
                        "CreateAuthTokenConfig",
                        "LiveConnectConfig",
                        "LiveConnectConstraints",
                        "BadRequest",
                        "ErrorInfo",
                        "FieldViolation",
                        "Help",
                        "HelpLink",
                        "LocalizedMessage",
                        "QuotaFailure",
                        "QuotaViolation",
                        "RetryInfo");
    }

    private static JsonNode schemas(ObjectMapper mapper, Path document) {
        try {
            return mapper.readTree(document.toFile()).at("/components/schemas");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
