package dev.ephemera.benchmarks.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The head of an HTTP request. */
final class RequestHead {

    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final String text;

    private RequestHead(String text) {
        this.text = text;
    }

    /** Reads until the empty line. */
    static RequestHead read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder(512);
        int matched = 0;
        while (matched < END.length) {
            int next = in.read();
            if (next < 0) {
                return new RequestHead("");
            }
            matched = next == END[matched] ? matched + 1 : next == END[0] ? 1 : 0;
            head.append((char) next);
        }
        return new RequestHead(head.toString());
    }

    /** Whether the input ended before the head did. */
    boolean isEmpty() {
        return text.isEmpty();
    }

    /** The value of a header that must be there. */
    String header(String name) {
        String field = "\r\n" + name.toLowerCase(Locale.ROOT) + ":";
        int start = text.toLowerCase(Locale.ROOT).indexOf(field);
        if (start < 0) {
            throw new IllegalStateException("no " + name + " in " + text);
        }
        return text.substring(start + field.length(), text.indexOf('\r', start + 1))
                .strip();
    }
}
