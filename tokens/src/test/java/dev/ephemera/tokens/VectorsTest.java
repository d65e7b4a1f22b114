package dev.ephemera.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.tokens.internal.HttpTokens;
import dev.ephemera.transport.ClientOptions;
import dev.ephemera.transport.internal.HttpTransport;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Each captured config reaches the wire as the body that Google's SDK sends, or as the safer one that is written beside it. */
final class VectorsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Stream<Arguments> cases() throws IOException {
        try (InputStream in = VectorsTest.class.getResourceAsStream("/token-bodies.json")) {
            JsonNode cases = MAPPER.readTree(in);
            assertThat(cases.size()).isEqualTo(35);
            return cases.values().stream()
                    .map(vector -> Arguments.of(
                            vector.get("case").asString() + " "
                                    + vector.get("name").asString(),
                            vector))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void create_whenGivenTheCapturedConfig_sendsTheBody(String name, JsonNode vector) throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder()
                    .body("{\"name\": \"auth_tokens/1\"}")
                    .build());
            ClientOptions options = ClientOptions.builder()
                    .apiKey("AIza-test")
                    .baseUrl(server.url("/").toString())
                    .clock(Clock.fixed(Instant.parse("2029-12-31T23:45:00Z"), ZoneOffset.UTC))
                    .build();
            try (HttpTransport transport = HttpTransport.create(options)) {
                Tokens tokens = new HttpTokens(transport);
                Map<String, Object> config = MAPPER.convertValue(vector.get("config"), new TypeReference<>() {});
                if (vector.has("error")) {
                    List<String> fields = List.of("explicitVadSignal", "sessionResumption.transparent");
                    assertThatThrownBy(() -> tokens.create(config))
                            .isInstanceOf(IllegalArgumentException.class)
                            .satisfies(thrown -> assertThat(fields).anyMatch(thrown.getMessage()::contains));
                    assertThat(server.getRequestCount()).isZero();
                    return;
                }
                assertThat(tokens.create(config).name()).isEqualTo("auth_tokens/1");
            }
            RecordedRequest request = server.takeRequest(5, TimeUnit.SECONDS);
            assertThat(request.getUrl().encodedPath()).isEqualTo("/v1alpha/auth_tokens");
            assertThat(comparable(MAPPER.readTree(request.getBody().utf8())))
                    .isEqualTo(comparable(vector.get("expect")));
        }
    }

    /** Numbers by value, masks as sets. */
    private static Object comparable(JsonNode node) {
        if (node.isNumber()) {
            return node.decimalValue().stripTrailingZeros();
        }
        if (node.isArray()) {
            return node.values().stream().map(VectorsTest::comparable).toList();
        }
        if (!node.isObject()) {
            return node.asString();
        }
        Map<String, Object> members = new java.util.TreeMap<>();
        node.properties().forEach(member -> {
            Set<String> mask = new LinkedHashSet<>(
                    Arrays.asList(member.getValue().asString("").split(",", -1)));
            members.put(
                    member.getKey(),
                    member.getKey().equals("fieldMask") ? Set.copyOf(mask) : comparable(member.getValue()));
        });
        return members;
    }
}
