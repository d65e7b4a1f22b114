package dev.ephemera.emulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.immutables.value.Value;

/** The part of {@link EmulatorOptions} that is about the models and the sessions with them. */
interface ModelOptions {

    /**
     * What the models can do and how they behave, by their names. The first generation that covers a model counts.
     * Default {@link ModelGeneration#known()}.
     *
     * @return the generations; the last covers every model
     */
    @Value.Default
    default List<ModelGeneration> modelGenerations() {
        return ModelGeneration.known();
    }

    /**
     * Models that do not exist. Every other {@code models/…} does.
     *
     * @return names, with or without {@code models/}; none by default
     */
    Set<String> deniedModels();

    /**
     * Models for which a setup is refused, and how.
     *
     * @return names, with or without {@code models/}, to what meets them; none by default
     */
    Map<String, Refusal> refusedModels();

    /**
     * How many sessions may be open at once; one more is refused with {@link Refusal#QUOTA_EXCEEDED}. The service's limit
     * is not known.
     *
     * @return the number, at least one; no limit by default
     */
    OptionalInt maxOpenSessions();

    /**
     * How long a session may last in which the user speaks, its resumptions included, unless the setup holds
     * {@code contextWindowCompression}. It is closed then, 1008. Default 15 minutes.
     *
     * @return a positive duration
     */
    @Value.Default
    default Duration audioSessionLimit() {
        return Duration.ofMinutes(15);
    }

    /**
     * The same for a session in which the user shows video, from the first frame on. Default 2 minutes.
     *
     * @return a positive duration
     */
    @Value.Default
    default Duration videoSessionLimit() {
        return Duration.ofMinutes(2);
    }

    /**
     * How long a session lasts in which the client sends nothing. It is closed then, 1008; whether the service minds is not
     * known.
     *
     * @return a positive duration; empty, the default, for as long as its connection
     */
    Optional<Duration> silentSessionLimit();

    /**
     * How long the model takes for each piece of an answer, by the emulator's clock. Nothing by default: then only audio
     * that still plays and functions that were called leave an answer open to interruption.
     *
     * @return zero to one minute
     */
    @Value.Default
    default Duration modelPace() {
        return Duration.ZERO;
    }

    /**
     * The age of a connection at which {@code goAway} is sent. Default 9 minutes.
     *
     * @return a positive duration
     */
    @Value.Default
    default Duration goAwayAfter() {
        return Duration.ofMinutes(9);
    }

    /**
     * How long a connection lives after {@code goAway}. Default 50 seconds.
     *
     * @return a positive duration
     */
    @Value.Default
    default Duration goAwayTimeLeft() {
        return Duration.ofSeconds(50);
    }

    /**
     * How long after the end of a session its handles still resume it. Default 2 hours.
     *
     * @return a positive duration
     */
    @Value.Default
    default Duration resumptionLifetime() {
        return Duration.ofHours(2);
    }

    /**
     * Finds the generation of a model.
     *
     * @param model its name, with or without {@code models/}
     * @return the first of {@link #modelGenerations()} that covers it
     */
    default ModelGeneration generationOf(String model) {
        return modelGenerations().stream()
                .filter(generation -> generation.covers(model))
                .findFirst()
                .orElseThrow();
    }

    /** Refuses values that are out of their range. */
    static void check(ModelOptions options) {
        positive("audioSessionLimit", options.audioSessionLimit());
        positive("videoSessionLimit", options.videoSessionLimit());
        options.silentSessionLimit().ifPresent(limit -> positive("silentSessionLimit", limit));
        positive("goAwayAfter", options.goAwayAfter());
        positive("goAwayTimeLeft", options.goAwayTimeLeft());
        positive("resumptionLifetime", options.resumptionLifetime());
        if (options.modelPace().isNegative() || options.modelPace().compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException(
                    "modelPace is " + options.modelPace() + "; it must be zero to one minute.");
        }
        if (options.maxOpenSessions().orElse(1) < 1) {
            throw new IllegalArgumentException(
                    "maxOpenSessions is " + options.maxOpenSessions().getAsInt() + "; it must be at least 1.");
        }
        if (Stream.of(options.deniedModels(), options.refusedModels().keySet())
                .anyMatch(models -> models.stream().anyMatch(String::isBlank))) {
            throw new IllegalArgumentException(
                    "deniedModels or refusedModels hold a blank name; give the name of a model, such as"
                            + " gemini-2.5-flash-native-audio.");
        }
        List<ModelGeneration> generations = options.modelGenerations();
        if (generations.isEmpty()
                || !generations.get(generations.size() - 1).models().isEmpty()) {
            throw new IllegalArgumentException(
                    "modelGenerations do not end with one that covers every model; add one whose models() is empty.");
        }
    }

    private static void positive(String name, Duration duration) {
        if (duration.compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException(name + " is " + duration + "; it must be positive.");
        }
    }
}
