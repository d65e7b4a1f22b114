package dev.ephemera.emulator.internal.cli;

import dev.ephemera.emulator.EmulatorCertificate;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.ModelGeneration;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the program says when it has started: where it is, and what clients need in their environment. */
final class Greeting {

    private Greeting() {}

    /**
     * Writes what clients have to trust to files, and returns the lines to print.
     *
     * @param googleKeyIsSet whether the environment holds {@code GOOGLE_API_KEY}
     */
    static List<String> of(GeminiEmulator emulator, Arguments arguments, boolean googleKeyIsSet) {
        List<String> lines = new ArrayList<>();
        String address = reachable(emulator.options().host()) + ":" + emulator.port();
        lines.add("Gemini emulator at " + emulator.baseUrl());
        emulator.controlUrl().ifPresent(url -> lines.add("Status page and control API at " + url + "/"));
        arguments.model().ifPresent(all -> lines.add(behaviour(all)));
        if (emulator.options().tls()) {
            // EPHEMERA_EMULATOR stands for http; this one is read by Google's SDKs.
            lines.add("GOOGLE_GEMINI_BASE_URL=https://" + address);
            lines.addAll(trust(emulator, arguments));
        } else {
            lines.add("EPHEMERA_EMULATOR=" + address);
            lines.add("GOOGLE_GEMINI_BASE_URL=http://" + address
                    + " # for Google's JavaScript SDK; its Java and Python SDKs need --tls");
        }
        Optional<URI> upstream = emulator.options().upstream();
        if (upstream.isEmpty() || emulator.options().upstreamKey().isPresent()) {
            lines.add("GEMINI_API_KEY=" + emulator.apiKey());
            if (!emulator.apiKey().equals(Arguments.DEFAULT_KEY)) {
                lines.add("EPHEMERA_EMULATOR_KEY=" + emulator.apiKey());
            }
        }
        if (googleKeyIsSet) {
            lines.add(
                    "GOOGLE_API_KEY is set here; Google's SDKs take it rather than GEMINI_API_KEY: unset it for them.");
        }
        upstream.ifPresent(there -> lines.add("Hands everything on to " + there + credential(emulator.options())));
        return lines;
    }

    /** Nothing here shows the other endpoint's key. */
    private static String credential(EmulatorOptions options) {
        return options.upstreamKey().isPresent()
                ? ", with the key in " + Arguments.UPSTREAM_KEY + " in the place of this emulator's own."
                : ", and with it what clients present: the emulator's own key is not valid there. Give them that endpoint's"
                        + " key as GEMINI_API_KEY and EPHEMERA_EMULATOR_KEY; or start again with it in "
                        + Arguments.UPSTREAM_KEY + ", and they do with the emulator's own.";
    }

    /** Any name is a model's, so one that is misspelt shows only by what it stands for. */
    private static String behaviour(ModelGeneration all) {
        return "Every model behaves as: " + all.name() + " (of "
                + ModelGeneration.known().stream().map(ModelGeneration::name).collect(Collectors.joining("; ")) + ")";
    }

    private static List<String> trust(GeminiEmulator emulator, Arguments arguments) {
        List<String> lines = new ArrayList<>();
        arguments.certificate().ifPresent(file -> {
            emulator.certificate().writePem(file);
            lines.add("NODE_EXTRA_CA_CERTS=" + file.toAbsolutePath());
            lines.add("SSL_CERT_FILE=" + file.toAbsolutePath());
        });
        arguments.trustStore().ifPresent(file -> {
            emulator.certificate().writeTrustStore(file);
            lines.add("JAVA_TOOL_OPTIONS='-Djavax.net.ssl.trustStore=" + file.toAbsolutePath()
                    + " -Djavax.net.ssl.trustStorePassword=" + EmulatorCertificate.TRUST_STORE_PASSWORD + "'");
        });
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
