package dev.ephemera.codegen;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.BooleanSchema;
import java.io.File;
import java.util.List;
import java.util.Map;
import org.openapitools.codegen.CodegenConfig;
import org.openapitools.codegen.CodegenType;
import org.openapitools.codegen.DefaultCodegen;
import org.openapitools.codegen.model.ModelMap;
import org.openapitools.codegen.model.ModelsMap;

/**
 * Generates one file for each schema of the description, and some for all of it together.
 *
 * <p>What the generator's own models say of a schema is put aside: {@link Description} reads the document itself, since
 * the marks carry more than a code model can hold. The templates are in {@code ephemera/}.
 */
abstract class DescriptionCodegen extends DefaultCodegen implements CodegenConfig {

    private final String folder;
    private Description description = new Description(Map.of(), Map.of());

    /**
     * Makes a generator.
     *
     * @param packageName of the files for the schemas
     * @param template for one of them
     * @param suffix what follows the schema's name in the name of its file
     */
    DescriptionCodegen(String packageName, String template, String suffix) {
        folder = packageName.replace('.', File.separatorChar);
        embeddedTemplateDir = "ephemera";
        templateDir = "ephemera";
        modelPackage = packageName;
        modelTemplateFiles.put(template, suffix + ".java");
        apiTemplateFiles.clear();
        supportsInheritance = false;
    }

    /** Says which files there are for all schemas together, and what their templates read. */
    abstract void together(Description description);

    @Override
    public final CodegenType getTag() {
        return CodegenType.CLIENT;
    }

    @Override
    public final String modelFileFolder() {
        return outputFolder + File.separator + folder;
    }

    @Override
    public final String toModelName(String name) {
        return name;
    }

    @Override
    public final String toModelFilename(String name) {
        return name;
    }

    @Override
    public final String escapeReservedWord(String name) {
        return name;
    }

    /** Nothing of the generator's own text reaches a file; {@link Javadoc} and {@link Names} escape what does. */
    @Override
    public final String escapeUnsafeCharacters(String input) {
        return input;
    }

    @Override
    public final String escapeQuotationMark(String input) {
        return input;
    }

    @Override
    public final void preprocessOpenAPI(OpenAPI openApi) {
        description = Description.of(openApi);
        // A message without fields is a message, but the generator would take it for a free-form object and skip it.
        openApi.getComponents().getSchemas().values().stream()
                .filter(schema -> schema.getEnum() == null)
                .forEach(schema -> schema.addProperty("none", new BooleanSchema()));
        supportingFiles.clear();
        additionalProperties.put("messages", List.copyOf(description.messages().values()));
        additionalProperties.put(
                "enumerations", List.copyOf(description.enumerations().values()));
        together(description);
    }

    @Override
    public final ModelsMap postProcessModels(ModelsMap models) {
        for (ModelMap model : models.getModels()) {
            String name = model.getModel().name;
            models.put("message", description.messages().get(name));
            models.put("enumeration", description.enumerations().get(name));
        }
        return models;
    }

    /** The generator's own prints a banner into every build. */
    @Override
    public final void postProcess() {}
}
