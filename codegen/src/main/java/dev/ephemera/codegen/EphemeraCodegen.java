package dev.ephemera.codegen;

import java.io.File;
import org.openapitools.codegen.SupportingFile;

/** Generates the types: one file per schema, the mapping from the SDK's config to the setup, and the descriptor. */
public final class EphemeraCodegen extends DescriptionCodegen {

    private static final String TYPES = "dev.ephemera.types";
    private static final String INTERNAL = (TYPES + ".internal").replace('.', File.separatorChar);
    private static final String CONFIG = "LiveConnectConfig";
    private static final String SETUP = "LiveClientSetup";

    /** Called by OpenAPI Generator, which finds the class as a service. */
    public EphemeraCodegen() {
        super(TYPES, "type.mustache", "");
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
    void together(Description description) {
        supportingFiles.add(new SupportingFile("descriptors.mustache", INTERNAL, "Descriptors.java"));
        Message config = description.messages().get(CONFIG);
        Message setup = description.messages().get(SETUP);
        if (config != null && setup != null) {
            additionalProperties.put("mapping", SetupMapping.of(config, setup, description.messages()));
            supportingFiles.add(new SupportingFile("mapping.mustache", INTERNAL, CONFIG + "Mapping.java"));
        }
    }
}
