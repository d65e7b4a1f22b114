package dev.ephemera.emulator.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class ServerMessagesTest {

    @Test
    void duration_whereDigitsAreOthers_isWrittenWithThoseOfTheWire() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(String.format("%d", 5)).as("the digits of this locale").isEqualTo("٥");
            assertThat(ServerMessages.goAway(Duration.ofMillis(50_440)).toString())
                    .isEqualTo("{\"goAway\":{\"timeLeft\":\"50.440s\"}}");
        } finally {
            Locale.setDefault(before);
        }
    }
}
