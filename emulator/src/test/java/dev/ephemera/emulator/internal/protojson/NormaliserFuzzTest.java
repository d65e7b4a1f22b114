package dev.ephemera.emulator.internal.protojson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.RandomJson;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.json.MalformedJsonException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whatever comes in, it is read or refused; what was read is read again to the same. */
final class NormaliserFuzzTest {

    private final long seed = Long.getLong("seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final String repeat = "seed " + seed + " (repeat with -Dseed=" + seed + ")";

    @Test
    void read_ofAnyJson_isDefinedAndStable() {
        System.out.println("NormaliserFuzzTest: " + repeat);
        RandomJson json = new RandomJson(random);
        int valid = 0;
        for (int i = 0; i < 20_000; i++) {
            String type = i % 2 == 0 ? "AuthTokenResource" : "LiveClientMessage";
            String text = json.message(type, i % 4 < 2);
            JsonNode value = parse(text);
            if (value == null) {
                continue;
            }
            Normalised read = Normaliser.read("v1alpha", type, "auth_token", value);
            if (read.valid()) {
                valid++;
                Normalised again = Normaliser.read("v1alpha", type, "auth_token", read.message());
                assertThat(again.violations()).as(repeat + text).isEmpty();
                assertThat(again.message()).as(repeat + text).isEqualTo(read.message());
            } else {
                assertThat(read.violations()).as(repeat + text).hasSizeLessThanOrEqualTo(50);
                assertThat(Violation.join(read.violations())).as(repeat + text).isNotBlank();
            }
        }
        assertThat(valid).as("some of it is valid; " + repeat).isGreaterThan(1000);
    }

    private static JsonNode parse(String text) {
        try {
            return Json.parse(text);
        } catch (MalformedJsonException malformed) {
            assertThat(malformed.why()).isNotBlank();
            return null;
        }
    }
}
