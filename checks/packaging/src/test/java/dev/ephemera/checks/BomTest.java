package dev.ephemera.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The BOM stands outside the parent, so its version and its list are compared here. */
final class BomTest {

    private static final List<String> PUBLISHED = List.of(
            "ephemera-api-spec",
            "ephemera-types",
            "ephemera-transport",
            "ephemera-tokens",
            "ephemera-live",
            "ephemera",
            "ephemera-emulator",
            "ephemera-emulator-junit5",
            "ephemera-telemetry-micrometer");

    private static Document pom(String path) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("../..", path, "pom.xml").toFile());
    }

    private static List<String> texts(Document pom, String element) {
        NodeList nodes = pom.getElementsByTagName(element);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(index -> nodes.item(index).getTextContent())
                .toList();
    }

    @Test
    void bom_hasTheVersionOfTheParent() throws Exception {
        assertThat(texts(pom("bom"), "version").get(0))
                .isEqualTo(texts(pom("."), "version").get(0));
    }

    @Test
    void bom_listsEveryPublishedArtifact() throws Exception {
        List<String> artifacts = texts(pom("bom"), "artifactId");

        assertThat(artifacts.subList(1, artifacts.size() - 1)).containsExactlyElementsOf(PUBLISHED);
    }

    @Test
    void bom_holdsTheAnnotationsOfJacksonWhereTheBuildHasThem() throws Exception {
        List<String> versions = texts(pom("bom"), "version");

        assertThat(texts(pom("bom"), "artifactId")).last().isEqualTo("jackson-annotations");
        assertThat(versions.get(versions.size() - 1))
                .isEqualTo(texts(pom("."), "jackson2.annotations.version").get(0));
    }
}
