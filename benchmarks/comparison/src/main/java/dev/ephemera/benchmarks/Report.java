package dev.ephemera.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What was measured of one group of work.
 *
 * @param name of the document's section, and of the file that holds the plot
 * @param text tables
 * @param plot what matters of it, as bars
 */
record Report(String name, String text, BarPlot plot) {

    /** Writes the section with the machine that it was measured on, and the plot into a directory beside the document that is named after it. */
    void write(Path document, String machine) throws IOException {
        String directory = document.getFileName().toString().replace(".md", "");
        Path plots = Files.createDirectories(document.resolveSibling(directory));
        Files.writeString(plots.resolve(name + ".svg"), plot.svg());
        Section.replace(
                document,
                name,
                machine + "\n\n" + text.strip() + "\n\n![Medians of the above as bars](" + directory + "/" + name
                        + ".svg)\n");
    }
}
