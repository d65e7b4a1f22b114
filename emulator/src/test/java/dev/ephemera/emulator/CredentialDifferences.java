package dev.ephemera.emulator;

import java.net.http.HttpClient;
import java.time.Duration;

/** What the assumptions about credentials, tokens and setups change. */
final class CredentialDifferences {

    private static final String SETUP = "{\"setup\":{\"model\":\"models/m\"}}";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Emulators emulators;

    CredentialDifferences(Emulators emulators) {
        this.emulators = emulators;
    }

    void putInto(AssumptionTest.Differences differences) {
        differences.put(
                Assumption.TOKENS_IN_HEADERS_ARE_REFUSED,
                "setupComplete",
                "1008",
                emulator -> withHeader(emulator, true, "Token " + Rest.mint(emulator, "{}")));
        differences.put(
                Assumption.BEARER_CREDENTIALS_ARE_ACCEPTED,
                "1008",
                "setupComplete",
                emulator -> withHeader(emulator, false, "Bearer anything"));
        differences.put(
                Assumption.TOKEN_NAMES_ARE_REFUSED,
                "200",
                "400",
                emulator -> status(emulator, "{\"name\":\"auth_tokens/mine\"}", emulator.apiKey()));
        differences.put(
                Assumption.CREDENTIALS_ARE_CHECKED_FIRST,
                "Cannot find field. Invalid",
                "API key not valid",
                emulator -> {
                    String error = Rest.json(Rest.call(
                                            emulator,
                                            "POST",
                                            "/v1beta/auth_tokens",
                                            "{\"x\":1}",
                                            "x-goog-api-key",
                                            "wrong"))
                                    .path("error")
                                    .path("message")
                                    .asString()
                            + " "
                            + emulators
                                    .live(emulator, "v1beta", false, "key=wrong")
                                    .send("{\"x\":1}")
                                    .event()
                                    .reason();
                    return error.startsWith("API key not valid. Please pass a valid API key. API key not valid.")
                            ? "API key not valid"
                            : error.substring(error.indexOf("Cannot"), error.lastIndexOf(" JSON"));
                });
        differences.put(
                Assumption.NEGATIVE_USES_ARE_UNLIMITED,
                "400",
                "200",
                emulator -> status(emulator, "{\"uses\":-1}", emulator.apiKey()));
        differences.put(
                Assumption.VIOLATIONS_HAVE_NO_DETAILS,
                "true",
                "false",
                emulator -> String.valueOf(Rest.json(Rest.create(emulator, "v1beta", "{\"x\":1}"))
                        .path("error")
                        .has("details")));
        differences.put(
                Assumption.TOKENS_AS_KEYS_ARE_UNAUTHENTICATED,
                "400",
                "401",
                emulator -> status(emulator, "{}", "auth_tokens/x"));
        differences.put(Assumption.MASK_PATHS_REACH_INTO_MAPS, "400", "200 {\"b\":\"2\",\"a\":\"1\"}", emulator -> {
            String asked =
                    "{\"bidiGenerateContentSetup\":{\"labels\":{\"a\":\"1\"}},\"fieldMask\":\"labels.a,labels.c\"}";
            String status = status(emulator, asked, emulator.apiKey());
            if (status.equals("400")) {
                return status;
            }
            emulators
                    .live(emulator, Rest.mint(emulator, asked))
                    .setUp("{\"model\":\"models/m\",\"labels\":{\"b\":\"2\",\"c\":\"3\"}}");
            return status + " "
                    + emulator.sessions()
                            .get(0)
                            .effectiveSetup()
                            .orElseThrow()
                            .get("labels")
                            .orElseThrow();
        });
        differences.put(
                Assumption.UNPROVEN_FIELDS_ARE_UNKNOWN,
                "setupComplete 200",
                "1007 400",
                emulator -> name(emulators
                                .live(emulator)
                                .send("{\"setup\":{\"model\":\"models/m\",\"labels\":{\"a\":\"b\"}}}")
                                .event())
                        + " "
                        + status(
                                emulator,
                                "{\"bidiGenerateContentSetup\":{\"labels\":{\"a\":\"b\"}}}",
                                emulator.apiKey()));
        differences.put(
                Assumption.SESSION_ID_IS_SENT,
                "",
                "1",
                emulator -> emulators
                        .live(emulator)
                        .send(SETUP)
                        .message()
                        .path("setupComplete")
                        .path("sessionId")
                        .asString(""));
        differences.put(
                Assumption.EXPIRED_HANDLES_HAVE_NO_SESSION,
                "Invalid session handle",
                "BidiGenerateContent session not found",
                emulator -> {
                    LiveClient first =
                            emulators.live(emulator).setUp("{\"model\":\"models/m\",\"sessionResumption\":{}}");
                    String handle = first.message()
                            .path("sessionResumptionUpdate")
                            .path("newHandle")
                            .asString();
                    hangUp(emulator, first, 0);
                    emulator.clock().advance(Duration.ofHours(2));
                    hangUp(emulator, emulators.live(emulator).send(SETUP), 1);
                    return emulators
                            .live(emulator)
                            .send("{\"setup\":{\"model\":\"models/m\",\"sessionResumption\":{\"handle\":\"" + handle
                                    + "\"}}}")
                            .event()
                            .reason();
                });
    }

    private static void hangUp(GeminiEmulator emulator, LiveClient client, int session) {
        client.hangUp();
        Await.until(
                "the session ends", () -> emulator.sessions().get(session).end().isPresent());
    }

    private static String withHeader(GeminiEmulator emulator, boolean constrained, String authorization) {
        String url = "ws://" + emulator.baseUrl().getAuthority() + LiveClient.path("v1alpha", constrained);
        try (LiveClient client = LiveClient.open(HTTP, url, "Authorization", authorization)) {
            return name(client.send(SETUP).event());
        }
    }

    private static String status(GeminiEmulator emulator, String body, String key) {
        return String.valueOf(Rest.call(emulator, "POST", "/v1beta/auth_tokens", body, "x-goog-api-key", key)
                .statusCode());
    }

    private static String name(LiveClient.Event event) {
        return event.code() == 0
                ? Rest.json(event.text()).propertyNames().iterator().next()
                : String.valueOf(event.code());
    }
}
