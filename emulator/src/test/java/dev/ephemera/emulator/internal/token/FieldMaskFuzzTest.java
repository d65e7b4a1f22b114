package dev.ephemera.emulator.internal.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.RandomJson;
import dev.ephemera.emulator.Trials;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.json.MalformedJsonException;
import dev.ephemera.emulator.internal.protojson.Dialect;
import dev.ephemera.emulator.internal.protojson.Normalised;
import dev.ephemera.emulator.internal.protojson.Normaliser;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.MessageDescriptor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Whatever mask comes, it names fields of the setup or is refused; and what it makes of a setup is a setup again. */
final class FieldMaskFuzzTest {

    private static final List<String> ODD =
            List.of("", "0", "config", " ", "é", "tools.0", "\u0000", "*", "generationConfig.", ".model", "labels.k");

    @Test
    void parse_ofAnyText_isAMaskThatReadsAgainToTheSame() {
        Trials.run("masks", 15_000, 3_000_000, random -> check(mask(random), random));
    }

    /** Reads a mask, and once in a while applies it to made-up setups. */
    static void check(String text, Random random) {
        Dialect dialect = new Dialect("v1beta", random.nextBoolean(), random.nextBoolean());
        boolean intoMaps = random.nextBoolean();
        try {
            FieldMask mask = FieldMask.parse(text, dialect, Integer.MAX_VALUE, intoMaps);
            assertThat(FieldMask.parse(String.join(",", mask.dotted()), dialect, Integer.MAX_VALUE, intoMaps))
                    .isEqualTo(mask);
            if (random.nextInt(10) == 0) {
                apply(mask, random);
            }
        } catch (InvalidTokenException refused) {
            assertThat(refused.why()).isEqualTo("field_mask is invalid for BidiGenerateContentSetup");
        }
    }

    private static void apply(FieldMask mask, Random random) {
        EffectiveSetup rule = new EffectiveSetup(EmulatorOptions.builder().build());
        ObjectNode token = setup(random);
        ObjectNode client = setup(random);
        ObjectNode effective =
                rule.of(new TokenTerms(Instant.EPOCH, Instant.EPOCH, 0, Optional.of(token), mask), client);
        Normalised read = Normaliser.read("v1alpha", "LiveClientSetup", "", effective);
        assertThat(read.violations())
                .as(mask + " of " + token + " on " + client)
                .isEmpty();
        assertThat(read.message()).isEqualTo(effective);
    }

    private static ObjectNode setup(Random random) {
        try {
            String text = new RandomJson(random).message("LiveClientSetup", true);
            return Normaliser.read("v1alpha", "LiveClientSetup", "", Json.parse(text))
                    .message();
        } catch (MalformedJsonException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String mask(Random random) {
        StringBuilder mask = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            path(mask, random);
            mask.append(random.nextInt(20) == 0 ? ",," : ",");
        }
        if (mask.length() > 0 && random.nextInt(8) == 0) {
            mask.setCharAt(random.nextInt(mask.length()), (char) random.nextInt(0x3000));
        }
        return mask.toString();
    }

    private static void path(StringBuilder mask, Random random) {
        Optional<MessageDescriptor> message = Optional.of(Descriptors.message("LiveClientSetup"));
        for (int depth = 1 + random.nextInt(4); depth > 0 && message.isPresent(); depth--) {
            List<FieldDescriptor> fields = message.get().fields();
            if (fields.isEmpty() || random.nextInt(40) == 0) {
                mask.append(ODD.get(random.nextInt(ODD.size())));
                return;
            }
            FieldDescriptor field = fields.get(random.nextInt(fields.size()));
            mask.append(random.nextBoolean() ? field.jsonName() : field.snakeName());
            // A list or a map ends a path; once in a while it goes on all the same.
            message = field.cardinality() == FieldDescriptor.Cardinality.SINGLE || random.nextInt(20) == 0
                    ? field.message()
                    : Optional.empty();
            mask.append(depth > 1 && message.isPresent() ? "." : "");
        }
    }
}
