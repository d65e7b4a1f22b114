package dev.ephemera.emulator;

import dev.ephemera.emulator.internal.http.Loopback;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.immutables.value.Value;

/** The part of {@link EmulatorOptions} that is about recording another endpoint. */
interface UpstreamOptions {

    /**
     * Another endpoint to record: the emulator then answers nothing itself, but hands every token request and every
     * message on to that endpoint and back, and writes down each session as a script that replays it. The client's
     * credential is handed on too, but for {@link #upstreamKey()}; nothing secret is written. Scripts are refused then, and
     * the options for models do not count.
     *
     * @return a base URL such as that of the service or of another emulator, {@code https} or {@code wss}, or on this machine
     *     {@code http} or {@code ws}, for credentials go there; empty by default
     */
    Optional<URI> upstream();

    /**
     * The API key of {@link #upstream()}, which is sent there in the place of {@link EmulatorOptions#apiKey()}, so that
     * clients do with the emulator's own. Whatever else they present, such as tokens, is handed on as it is. The key is
     * neither shown, written nor sent back, but whoever reaches the emulator and knows its key can spend it. Web pages from
     * elsewhere than this machine are therefore refused with 403: those whose origin is another host than
     * {@code localhost}, a name that ends in {@code .localhost}, {@code 127.0.0.0/8} or {@code ::1}.
     *
     * @return the key; empty, the default, to hand on what clients present
     */
    @Value.Redacted
    Optional<String> upstreamKey();

    /**
     * What is trusted at {@link #upstream()} by {@code https} and {@code wss}; the host must be one of those that its
     * certificate names. For another emulator, {@link EmulatorCertificate#sslContext()}.
     *
     * @return an initialised context; empty, the default, for what this Java run time trusts
     */
    Optional<SSLContext> upstreamSslContext();

    /**
     * The file that recorded sessions are written to, each as one YAML document when it has ended. It is emptied when
     * the emulator has started.
     *
     * @return a file in a directory that exists; empty by default: then {@link GeminiEmulator#recorded()} has them alone
     */
    Optional<Path> recordTo();

    /** Refuses what cannot be, or would give the key away. */
    static void check(EmulatorOptions options) {
        require(
                options.upstream().map(URI::getRawUserInfo).isEmpty(),
                "upstream holds user information, which is not sent; leave it out.");
        require(
                options.upstream().filter(UpstreamOptions::noBaseUrl).isEmpty(),
                "upstream is " + options.upstream().orElse(null)
                        + "; it must be a base URL with http, https, ws or wss.");
        require(
                options.upstream().filter(UpstreamOptions::inTheClear).isEmpty(),
                "upstream is " + options.upstream().orElse(null)
                        + ", where everybody on the way could read the credentials that are handed on; use https or wss,"
                        + " or an endpoint on this machine.");
        boolean none = options.upstream().isEmpty();
        require(
                !none || options.recordTo().isEmpty(),
                "recordTo is given without upstream; name the endpoint that is to be recorded.");
        require(
                !none || options.upstreamKey().isEmpty(),
                "upstreamKey is given without upstream; name the endpoint whose key it is.");
        require(
                !none || options.upstreamSslContext().isEmpty(),
                "upstreamSslContext is given without upstream; name the endpoint that is trusted so.");
        require(
                options.upstreamKey().filter(String::isBlank).isEmpty(),
                "upstreamKey is blank; give the key of the upstream endpoint, or none.");
        require(
                !options.letOthersReachThis()
                        || options.upstreamKey().isEmpty()
                        || !options.apiKey()
                                .equals(EmulatorOptions.builder().build().apiKey()),
                "upstreamKey is given with letOthersReachThis and the default apiKey, which everybody knows, so that others"
                        + " could spend it; choose an apiKey that nobody can guess.");
    }

    private static boolean noBaseUrl(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        return uri.getHost() == null
                || uri.getRawQuery() != null
                || !Set.of("http", "https", "ws", "wss").contains(scheme);
    }

    private static boolean inTheClear(URI uri) {
        return Set.of("http", "ws").contains(uri.getScheme().toLowerCase(Locale.ROOT)) && !Loopback.is(uri.getHost());
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
