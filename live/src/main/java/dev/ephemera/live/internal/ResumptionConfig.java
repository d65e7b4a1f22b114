package dev.ephemera.live.internal;

import dev.ephemera.live.Resumption;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.transport.internal.ModelName;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.SessionResumptionConfig;
import java.time.Instant;
import java.util.Optional;

/** Puts what shall be resumed into a config, and asks for news of it where they are kept. Pure. */
final class ResumptionConfig {

    private ResumptionConfig() {}

    /**
     * Returns a config with the handle of {@link SessionOptions#resume()}, and with {@code sessionResumption} where
     * {@link SessionOptions#keepIn()} or {@link SessionOptions#reconnect()} needs it.
     *
     * @param model the model's name, as the user wrote it
     * @throws IllegalArgumentException if the config has another handle, or the conversation was with another model
     */
    static LiveConnectConfig in(String model, LiveConnectConfig config, SessionOptions options) {
        if (options.resume().isEmpty() && options.keepIn().isEmpty() && !Reconnector.goesOn(options.reconnect())) {
            return config;
        }
        SessionResumptionConfig.Builder wanted = config.sessionResumption()
                .map(SessionResumptionConfig::toBuilder)
                .orElseGet(SessionResumptionConfig::builder);
        options.resume().ifPresent(resumption -> {
            check(model, config, resumption);
            wanted.handle(resumption.handle());
        });
        return config.toBuilder().sessionResumption(wanted.build()).build();
    }

    /**
     * From where a session goes on: as the options say, or by the handle that the config itself holds.
     *
     * @param config with what the options add
     * @param now when the session begins
     */
    static Optional<Resumption> known(String model, LiveConnectConfig config, SessionOptions options, Instant now) {
        return options.resume()
                .or(() -> config.sessionResumption()
                        .flatMap(SessionResumptionConfig::handle)
                        .filter(handle -> !handle.isBlank())
                        .map(handle -> Resumption.builder()
                                .handle(handle)
                                .model(ModelName.onWire(model))
                                .receivedAt(now)
                                .resumable(true)
                                .build()));
    }

    private static void check(String model, LiveConnectConfig config, Resumption resumption) {
        boolean other = config.sessionResumption()
                .flatMap(SessionResumptionConfig::handle)
                .filter(handle -> !handle.equals(resumption.handle()))
                .isPresent();
        if (other) {
            throw new IllegalArgumentException(
                    "The config's sessionResumption.handle is another one than that of SessionOptions.resume, and a session"
                            + " resumes one conversation; leave out one of them.");
        }
        String now = ModelName.onWire(model);
        String then = ModelName.onWire(resumption.model());
        if (!now.equals(then)) {
            throw new IllegalArgumentException(
                    "The conversation to resume was with " + then + ", and the model given is "
                            + now + "; all else may change when a conversation is resumed. Connect with " + then
                            + ", or without SessionOptions.resume to start a new conversation.");
        }
    }
}
