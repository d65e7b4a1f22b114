package dev.ephemera.tokens;

import java.io.PrintWriter;
import java.io.StringWriter;

/** All the text there is in what was thrown: messages, stacks, causes and suppressed. */
final class Texts {

    private Texts() {}

    static String of(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
