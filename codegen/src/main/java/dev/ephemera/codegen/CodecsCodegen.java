package dev.ephemera.codegen;

import java.io.File;
import org.openapitools.codegen.SupportingFile;

/**
 * Generates the codecs: one file per schema that reads and writes its type token by token, without reflection, and the table that finds
 * the codec of a type.
 */
public final class CodecsCodegen extends DescriptionCodegen {

    private static final String CODECS = "dev.ephemera.transport.internal.json";

    /** Called by OpenAPI Generator, which finds the class as a service. */
    public CodecsCodegen() {
        super(CODECS, "codec.mustache", "Codec");
    }

    @Override
    public String getName() {
        return "ephemera-codecs";
    }

    @Override
    public String getHelp() {
        return "Generates what reads and writes Ephemera's types as streams of JSON tokens.";
    }

    @Override
    void together(Description description) {
        supportingFiles.add(
                new SupportingFile("codecs.mustache", CODECS.replace('.', File.separatorChar), "Codecs.java"));
    }
}
