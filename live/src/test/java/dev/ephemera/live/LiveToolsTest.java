package dev.ephemera.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.types.FunctionDeclaration;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LiveToolsTest {

    private static FunctionDeclaration named(String name) {
        return FunctionDeclaration.builder().name(name).build();
    }

    @Test
    void builder_withFunctions_keepsThemInOrder() {
        ToolHandler second = call -> 2;
        LiveTools tools = LiveTools.builder()
                .function(named("b"), call -> 1)
                .handler("a", second)
                .timeout(Duration.ofSeconds(3))
                .concurrency(1)
                .build();

        assertThat(tools.names()).containsExactly("b", "a");
        assertThat(tools.declarations()).containsExactly(named("b"));
        assertThat(tools.declaration("b")).contains(named("b"));
        assertThat(tools.declaration("a")).isEmpty();
        assertThat(tools.handler("a")).contains(second);
        assertThat(tools.handler("c")).isEmpty();
        assertThat(tools.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(tools.concurrency()).isEqualTo(1);
        assertThat(tools).hasToString("LiveTools[b, a]");
    }

    @Test
    void none_hasTheDocumentedDefaults() {
        LiveTools none = SessionOptions.defaults().tools();

        assertThat(none.names()).isEmpty();
        assertThat(none.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(none.concurrency()).isEqualTo(8);
        assertThat(none.executor()).isEqualTo(Optional.empty());
    }

    @Test
    void builder_withFunctionsThatCannotWork_refusesThem() {
        LiveTools.Builder tools = LiveTools.builder().function(named("f"), call -> 1);

        assertThatThrownBy(() -> tools.handler("f", call -> 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The function f was added before; add it once.");
        assertThatThrownBy(() -> tools.function(FunctionDeclaration.builder().build(), call -> 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no name");
        assertThatThrownBy(() -> tools.concurrency(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("concurrency is 0; it must be positive.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT24H0.001S"})
    void builder_withATimeoutOutOfRange_refusesIt(Duration timeout) {
        assertThatThrownBy(() -> LiveTools.builder().timeout(timeout))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout is " + timeout + "; it must be from PT0.001S to 1 day.");
    }
}
