package dev.ephemera.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A description that cannot be generated from is refused, and the message names the place. */
final class DescriptionTest {

    private static final String THING = """
            Thing:
              type: object
              description: A thing.
              properties:
                size: %s
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: integer, format: int32}                          | Thing.size has no description",
                "{type: integer, format: int32, description: ' '}        | Thing.size has no description",
                "{type: integer, description: S.}                        | Thing.size: no Java form for type integer with format ''",
                "{type: string, format: uuid, description: S.}           | Thing.size: no Java form for type string with format 'uuid'",
                "{type: array, items: {type: number}, description: S.}   | Thing.size: no Java form for type number with format ''",
                "{type: string, enum: [A], description: S.}              | Thing.size is declared inline",
                "{type: array, items: {type: object, additionalProperties: {type: string}}, description: S.} | Thing.size is declared inline",
                "{type: array, items: {type: array, items: {type: string}}, description: S.} | Thing.size: no Java form for type array",
                "{type: array, items: {type: string, format: date-time}, description: S.} | Thing.size: a LIST of TIMESTAMP has no Java form",
                "{type: object, additionalProperties: {type: string, format: int64}, description: S.} | Thing.size: a MAP of INT64 has no Java form",
            })
    void property_whenItHasNoJava_isRefusedByName(String property, String message) {
        assertRefused(THING.formatted(property), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: object, properties: {}}    | Thing has no description",
                "{type: string, enum: [A, B]}      | Thing has no description",
            })
    void schema_whenItHasNoDescription_isRefusedByName(String schema, String message) {
        assertRefused("Thing: " + schema, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: string, description: T.} | LiveConnectConfig.text has no x-wire-path, so it would be lost",
                "{type: string, description: T., x-wire-path: gone} | LiveConnectConfig.text: its x-wire-path leads to LiveClientSetup.gone, which is missing",
                "{type: string, description: T., x-wire-path: gone.text} | LiveConnectConfig.text: its x-wire-path leads to LiveClientSetup.gone, which is missing",
                "{type: string, description: T., x-wire-path: group.gone} | LiveConnectConfig.text: its x-wire-path leads to Group.gone, which is missing",
                "{type: string, description: T., x-wire-path: model.text} | LiveConnectConfig.text: its x-wire-path passes through LiveClientSetup.model, which is no message",
                "{type: string, description: T., x-wire-path: groups.text} | LiveConnectConfig.text: its x-wire-path passes through LiveClientSetup.groups, which is no message",
                "{type: string, description: T., x-wire-path: group.inner.text} | LiveConnectConfig.text: the setup mapping knows paths of one or two names, not group.inner.text",
                "{type: boolean, description: T., x-wire-path: group.text} | LiveConnectConfig.text is Optional<Boolean> and cannot be copied to Group.text, which is Optional<String>",
                "{type: array, items: {type: string}, description: T., x-wire-path: model} | LiveConnectConfig.text is List<String> and cannot be copied to LiveClientSetup.model, which is Optional<String>",
            })
    void setting_whenItsWirePathIsWrong_isRefusedByName(String property, String message) {
        assertRefused("""
                LiveConnectConfig:
                  type: object
                  description: The config.
                  properties:
                    text: %s
                LiveClientSetup:
                  type: object
                  description: The setup.
                  properties:
                    model: {type: string, description: The model.}
                    group: {$ref: '#/components/schemas/Group', description: A group.}
                    groups: {type: array, items: {$ref: '#/components/schemas/Group'}, description: Groups.}
                Group:
                  type: object
                  description: A group.
                  properties:
                    text: {type: string, description: A text.}
                """.formatted(property), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "{type: array, items: %s, description: S.}"})
    void reference_whenItLeadsNowhere_isRefusedByName(String property) throws IOException {
        Path document =
                document(THING.formatted(property.formatted("{$ref: '#/components/schemas/Gone', description: S.}")));

        assertThatThrownBy(() -> Generation.run(document, folder)).hasMessageContaining("schemas/Gone");
        OpenAPI parsed = new OpenAPIV3Parser().read(document.toString());
        assertThatThrownBy(() -> Description.of(parsed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Thing.size refers to #/components/schemas/Gone, which is missing.");
    }

    @Test
    void document_whenItHasNoConfig_hasNoMapping() throws IOException {
        assertThat(Generation.run(document("Thing: {type: object, description: A thing., properties: {}}"), folder))
                .containsOnlyKeys(
                        "document.yaml",
                        "dev/ephemera/transport/internal/json/Codecs.java",
                        "dev/ephemera/transport/internal/json/ThingCodec.java",
                        "dev/ephemera/types/Thing.java",
                        "dev/ephemera/types/internal/Descriptors.java");
    }

    private void assertRefused(String schemas, String message) {
        assertThatThrownBy(() -> Generation.run(document(schemas), folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    private Path document(String schemas) throws IOException {
        String head = """
                openapi: 3.1.0
                info: {title: A document, version: '1'}
                paths: {}
                components:
                  schemas:
                """;
        return Files.writeString(folder.resolve("document.yaml"), head + schemas.indent(4));
    }
}
