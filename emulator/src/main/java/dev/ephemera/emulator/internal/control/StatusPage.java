package dev.ephemera.emulator.internal.control;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The page for people: one file, which loads nothing, and may run nothing but the script in it. */
final class StatusPage {

    private static final String PAGE = read();
    private static final String POLICY = "default-src 'none'; connect-src 'self'; img-src data:; script-src "
            + hash("script") + "; style-src " + hash("style")
            + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private StatusPage() {}

    private static String read() {
        try (InputStream in = StatusPage.class.getResourceAsStream("status.html")) {
            if (in == null) {
                throw new IllegalStateException("status.html is missing beside " + StatusPage.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException("status.html cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Names what stands between the tags, as a policy does. */
    private static String hash(String tag) {
        int begin = PAGE.indexOf("<" + tag + ">") + tag.length() + 2;
        String inside = PAGE.substring(begin, PAGE.indexOf("</" + tag + ">"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(inside.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java platform has it
        }
    }

    static void write(Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html; charset=UTF-8");
        response.getHeaders().put("Content-Security-Policy", POLICY);
        response.getHeaders().put("Referrer-Policy", "no-referrer");
        response.write(true, ByteBuffer.wrap(PAGE.getBytes(StandardCharsets.UTF_8)), callback);
    }
}
