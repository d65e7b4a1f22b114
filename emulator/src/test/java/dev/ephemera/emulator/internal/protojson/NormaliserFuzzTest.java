package dev.ephemera.emulator.internal.protojson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.Mutations;
import dev.ephemera.emulator.RandomJson;
import dev.ephemera.emulator.Trials;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whatever comes in, it is read or refused; what was read is read again to the same, and is as the description has it. */
final class NormaliserFuzzTest {

    private static final List<String> TYPES =
            List.of("AuthTokenResource", "LiveClientMessage", "LiveClientSetup", "LiveServerMessage");

    @Test
    void read_ofAnyJson_isDefinedAndStable() {
        AtomicInteger valid = new AtomicInteger();
        Trials.run("JSON messages", 15_000, 3_000_000, random -> {
            String type = TYPES.get(random.nextInt(TYPES.size()));
            String text = new RandomJson(random).message(type, random.nextBoolean());
            byte[] bytes =
                    random.nextInt(4) == 0 ? new Mutations(random).of(text) : text.getBytes(StandardCharsets.UTF_8);
            if (check(type, random.nextBoolean() ? "v1alpha" : "v1beta", bytes)) {
                valid.incrementAndGet();
            }
        });
        assertThat(valid).as("some of it is valid").hasPositiveValue();
    }

    /** Reads a text, and tells whether it was a message. */
    static boolean check(String type, String version, byte[] text) {
        JsonNode value;
        try {
            value = Json.parse(text);
        } catch (MalformedJsonException malformed) {
            assertThat(malformed.why()).isNotBlank();
            return false;
        }
        Normalised read = Normaliser.read(version, type, "auth_token", value);
        if (!read.valid()) {
            assertThat(read.violations()).hasSizeLessThanOrEqualTo(50);
            assertThat(Violation.join(read.violations())).isNotBlank();
            return false;
        }
        Canonical.check(type, version, read.message());
        Normalised again = Normaliser.read(version, type, "auth_token", read.message());
        assertThat(again.violations()).isEmpty();
        assertThat(again.message()).isEqualTo(read.message());
        return true;
    }
}
