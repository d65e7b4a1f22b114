package dev.ephemera.emulator.internal.cli;

import dev.ephemera.emulator.EmulatorCertificate;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the program says when it has started: where it is, and what clients need in their environment. */
final class Greeting {

    private static final String DEFAULT_KEY = EmulatorOptions.builder().build().apiKey();

    private final GeminiEmulator emulator;
    private final List<String> trust = new ArrayList<>();

    Greeting(GeminiEmulator emulator) {
        this.emulator = emulator;
    }

    /** Writes what clients have to trust to files. */
    void write(@Nullable Path certificate, @Nullable Path trustStore) {
        if (certificate != null) {
            emulator.certificate().writePem(certificate);
            trust.add("NODE_EXTRA_CA_CERTS=" + certificate.toAbsolutePath());
            trust.add("SSL_CERT_FILE=" + certificate.toAbsolutePath());
        }
        if (trustStore != null) {
            emulator.certificate().writeTrustStore(trustStore);
            trust.add("JAVA_TOOL_OPTIONS='-Djavax.net.ssl.trustStore=" + trustStore.toAbsolutePath()
                    + " -Djavax.net.ssl.trustStorePassword=" + EmulatorCertificate.TRUST_STORE_PASSWORD + "'");
        }
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        String address = reachable(emulator.options().host()) + ":" + emulator.port();
        lines.add("Gemini emulator at " + emulator.baseUrl());
        emulator.controlUrl().ifPresent(url -> lines.add("Status page and control API at " + url + "/"));
        if (emulator.options().tls()) {
            // EPHEMERA_EMULATOR stands for http; this one is read by Google's SDKs.
            lines.add("GOOGLE_GEMINI_BASE_URL=https://" + address);
            lines.addAll(trust);
        } else {
            lines.add("EPHEMERA_EMULATOR=" + address);
        }
        lines.add("GEMINI_API_KEY=" + emulator.apiKey());
        if (!emulator.apiKey().equals(DEFAULT_KEY)) {
            lines.add("EPHEMERA_EMULATOR_KEY=" + emulator.apiKey());
        }
        return lines;
    }

    /** Who listens everywhere is reached on this machine too. */
    private static String reachable(String host) {
        return switch (host) {
            case "0.0.0.0", "::" -> "127.0.0.1";
            default -> host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        };
    }
}
