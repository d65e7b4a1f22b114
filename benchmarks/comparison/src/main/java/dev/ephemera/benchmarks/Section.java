package dev.ephemera.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of a document that the command writes, between two comments. */
public final class Section {

    private Section() {}

    /** Replaces what stands between the comments with that name. */
    public static void replace(Path document, String name, String text) throws IOException {
        String begin = "<!-- " + name + ": written by the command above -->\n";
        String end = "<!-- " + name + ": end -->";
        String before = Files.readString(document);
        int start = before.indexOf(begin);
        int stop = before.indexOf(end, start);
        if (start < 0 || stop < 0) {
            throw new IOException(document + " has no section between " + begin.strip() + " and " + end);
        }
        Files.writeString(
                document, before.substring(0, start + begin.length()) + "\n" + text + "\n" + before.substring(stop));
    }
}
