package dev.ephemera.codegen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openapitools.codegen.CodegenConstants;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/** Runs OpenAPI Generator with our two extensions on a document, set as the build sets them. */
final class Generation {

    private Generation() {}

    /**
     * Generates into a folder.
     *
     * @return the text of every file by its path below the folder, sorted
     */
    static Map<String, String> run(Path document, Path folder) {
        generate("ephemera", document, folder);
        generate("ephemera-codecs", document, folder);
        return filesIn(folder);
    }

    private static void generate(String generatorName, Path document, Path folder) {
        CodegenConfigurator configurator = new CodegenConfigurator()
                .setGeneratorName(generatorName)
                .setInputSpec(document.toString())
                .setOutputDir(folder.toString())
                .addOpenapiNormalizer("DISABLE_ALL", "true");
        DefaultGenerator generator = new DefaultGenerator();
        generator.setGenerateMetadata(false);
        generator.setGeneratorPropertyDefault(CodegenConstants.GENERATE_APIS, "false");
        generator.setGeneratorPropertyDefault(CodegenConstants.MODEL_TESTS, "false");
        generator.setGeneratorPropertyDefault(CodegenConstants.MODEL_DOCS, "false");
        generator.opts(configurator.toClientOptInput()).generate();
    }

    static Map<String, String> filesIn(Path folder) {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
