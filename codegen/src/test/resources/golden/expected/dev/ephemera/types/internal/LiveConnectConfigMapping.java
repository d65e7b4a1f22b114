package dev.ephemera.types.internal;

import dev.ephemera.types.GenerationConfig;
import dev.ephemera.types.LiveClientSetup;
import dev.ephemera.types.LiveConnectConfig;
import javax.annotation.processing.Generated;

/** Puts each field of the SDK's flat config where the wire's setup has it. */
@Generated("dev.ephemera.codegen")
public final class LiveConnectConfigMapping {

    private LiveConnectConfigMapping() {}

    /**
     * Maps a config to a setup without a model.
     *
     * @param config the config; its unknown fields are not mapped, for their place is not known
     * @return the setup
     */
    public static LiveClientSetup toSetup(LiveConnectConfig config) {
        LiveClientSetup.Builder setup = LiveClientSetup.builder();
        GenerationConfig generationConfig = GenerationConfig.builder()
                .temperature(config.temperature())
                .colors(config.responseColors())
                .build();
        if (!generationConfig.equals(GenerationConfig.builder().build())) {
            setup.generationConfig(generationConfig);
        }
        return setup
                .systemInstruction(config.systemInstruction())
                .labels(config.labels())
                .build();
    }
}
