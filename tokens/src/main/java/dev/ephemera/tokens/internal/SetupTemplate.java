package dev.ephemera.tokens.internal;

import dev.ephemera.transport.internal.ModelName;
import dev.ephemera.types.CreateAuthTokenConfig;
import dev.ephemera.types.LiveClientSetup;
import dev.ephemera.types.LiveConnectConstraints;
import dev.ephemera.types.internal.LiveConnectConfigMapping;
import java.util.Optional;

/** The setup that a token's constraints stand for on the wire. Pure. */
public final class SetupTemplate {

    private SetupTemplate() {}

    /**
     * Maps the constraints.
     *
     * @return the setup; empty if there are no constraints, or none that constrain anything
     */
    public static Optional<LiveClientSetup> of(CreateAuthTokenConfig config) {
        if (config.liveConnectConstraints().isEmpty()) {
            return Optional.empty();
        }
        LiveClientSetup setup = setup(config.liveConnectConstraints().get());
        return setup.equals(nothing()) ? Optional.empty() : Optional.of(setup);
    }

    private static LiveClientSetup setup(LiveConnectConstraints constraints) {
        LiveClientSetup setup =
                constraints.config().map(LiveConnectConfigMapping::toSetup).orElseGet(SetupTemplate::nothing);
        return constraints.model().isEmpty()
                ? setup
                : setup.toBuilder()
                        .model(ModelName.onWire(constraints.model().get()))
                        .build();
    }

    private static LiveClientSetup nothing() {
        return LiveClientSetup.builder().build();
    }
}
