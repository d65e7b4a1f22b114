package dev.ephemera.live.internal;

import dev.ephemera.transport.internal.LeakCheck;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tries each row of a theme on each of its faces. */
@Timeout(60)
abstract class FaultTable {

    @RegisterExtension
    final LeakCheck leaks = new LeakCheck();

    static Stream<Arguments> onFaces(List<FaultRow> rows) {
        return rows.stream().flatMap(row -> row.faces().stream().map(face -> Arguments.of(row, face)));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("tries")
    void caller_whenTheFaultHappens_seesWhatTheTableSays(FaultRow row, LiveFace face) throws Exception {
        try (FaultStage stage = new FaultStage(face, leaks)) {
            Seen.assertMatches(row.sees(), row.play().on(stage));
            stage.assertPassed(row.within());
            stage.assertAfterwards(row.afterwards());
        }
    }
}
