package dev.ephemera.codegen;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.BooleanSchema;
import java.io.File;
import java.util.List;
import java.util.Map;
import org.openapitools.codegen.CodegenConfig;
import org.openapitools.codegen.CodegenType;
import org.openapitools.codegen.DefaultCodegen;
import org.openapitools.codegen.SupportingFile;
import org.openapitools.codegen.model.ModelMap;
import org.openapitools.codegen.model.ModelsMap;

/**
 * Generates Ephemera's types from the description: one file per schema, the mapping from the SDK's config to the setup,
 * and the descriptor.
 *
 * <p>What the generator's own models say of a schema is put aside: {@link Description} reads the document itself, since
 * the marks carry more than a code model can hold. The templates are in {@code ephemera/}.
 */
public final class EphemeraCodegen extends DefaultCodegen implements CodegenConfig {

    private static final String TYPES = "dev.ephemera.types";
    private static final String INTERNAL = TYPES + ".internal";
    private static final String CONFIG = "LiveConnectConfig";
    private static final String SETUP = "LiveClientSetup";

    private Description description = new Description(Map.of(), Map.of());

    /** Called by OpenAPI Generator, which finds the class as a service. */
    public EphemeraCodegen() {
        embeddedTemplateDir = "ephemera";
        templateDir = "ephemera";
        modelPackage = TYPES;
        modelTemplateFiles.put("type.mustache", ".java");
        apiTemplateFiles.clear();
        supportsInheritance = false;
    }

    @Override
    public CodegenType getTag() {
        return CodegenType.CLIENT;
    }

    @Override
    public String getName() {
        return "ephemera";
    }

    @Override
    public String getHelp() {
        return "Generates Ephemera's types, setup mapping and descriptor.";
    }

    @Override
    public String modelFileFolder() {
        return outputFolder + File.separator + TYPES.replace('.', File.separatorChar);
    }

    @Override
    public String toModelName(String name) {
        return name;
    }

    @Override
    public String toModelFilename(String name) {
        return name;
    }

    @Override
    public String escapeReservedWord(String name) {
        return name;
    }

    /** Nothing of the generator's own text reaches a file; {@link Javadoc} and {@link Names} escape what does. */
    @Override
    public String escapeUnsafeCharacters(String input) {
        return input;
    }

    @Override
    public String escapeQuotationMark(String input) {
        return input;
    }

    @Override
    public void preprocessOpenAPI(OpenAPI openApi) {
        description = Description.of(openApi);
        // A message without fields is a message, but the generator would take it for a free-form object and skip it.
        openApi.getComponents().getSchemas().values().stream()
                .filter(schema -> schema.getEnum() == null)
                .forEach(schema -> schema.addProperty("none", new BooleanSchema()));
        String folder = INTERNAL.replace('.', File.separatorChar);
        supportingFiles.clear();
        supportingFiles.add(new SupportingFile("descriptors.mustache", folder, "Descriptors.java"));
        additionalProperties.put("messages", List.copyOf(description.messages().values()));
        additionalProperties.put(
                "enumerations", List.copyOf(description.enumerations().values()));
        Message config = description.messages().get(CONFIG);
        Message setup = description.messages().get(SETUP);
        if (config != null && setup != null) {
            additionalProperties.put("mapping", SetupMapping.of(config, setup, description.messages()));
            supportingFiles.add(new SupportingFile("mapping.mustache", folder, CONFIG + "Mapping.java"));
        }
    }

    @Override
    public ModelsMap postProcessModels(ModelsMap models) {
        for (ModelMap model : models.getModels()) {
            String name = model.getModel().name;
            models.put("message", description.messages().get(name));
            models.put("enumeration", description.enumerations().get(name));
        }
        return models;
    }

    /** The generator's own prints a banner into every build. */
    @Override
    public void postProcess() {}
}
