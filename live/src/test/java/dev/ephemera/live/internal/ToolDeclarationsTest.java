package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.live.LiveTools;
import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.FunctionDeclaration;
import dev.ephemera.types.LiveConnectConfig;
import org.junit.jupiter.api.Test;

final class ToolDeclarationsTest {

    private static final LiveTools TOOLS = LiveTools.builder()
            .function(FunctionDeclaration.builder().name("a").build(), call -> 1)
            .function(FunctionDeclaration.builder().name("b").build(), call -> 2)
            .handler("c", call -> 3)
            .build();

    private static LiveConnectConfig config(String tools) {
        return Json.read("{\"tools\":" + tools + "}", LiveConnectConfig.class);
    }

    @Test
    void in_aConfigWithOtherTools_addsOneMore() {
        assertThat(ToolDeclarations.in(
                        config("[{\"googleSearch\":{}},{\"functionDeclarations\":[{\"name\":\"c\"}]}]"), TOOLS))
                .isEqualTo(config("[{\"googleSearch\":{}},{\"functionDeclarations\":[{\"name\":\"c\"}]},"
                        + "{\"functionDeclarations\":[{\"name\":\"a\"},{\"name\":\"b\"}]}]"));
    }

    @Test
    void in_aConfig_whenNothingIsDeclared_changesNothing() {
        LiveConnectConfig config = config("[]");

        assertThat(ToolDeclarations.in(config, LiveTools.none())).isSameAs(config);
        assertThat(ToolDeclarations.in(
                        config, LiveTools.builder().handler("c", call -> 3).build()))
                .isSameAs(config);
    }

    @Test
    void in_aConfigThatDeclaresThemToo_namesThem() {
        assertThatThrownBy(() -> ToolDeclarations.in(
                        config("[{\"functionDeclarations\":[{\"name\":\"b\"},{\"name\":\"x\"}]},"
                                + "{\"functionDeclarations\":[{\"name\":\"a\"}]}]"),
                        TOOLS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Declared both in the config's tools and in SessionOptions.tools: b, a. ")
                .hasMessageContaining("LiveTools.Builder.handler");
    }
}
