package dev.ephemera.emulator;

import dev.ephemera.types.Modality;
import dev.ephemera.types.TurnCoverage;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.immutables.value.Value;

/**
 * What the models of one generation can do and how they behave, as far as the emulator's model differs by it.
 *
 * <p>The defaults are those of a model whose name tells nothing: text or audio, contents at any time, functions that
 * block unless they are declared otherwise. Immutable.
 */
@Value.Immutable
@OptionsStyle
public interface ModelGeneration {

    /** How the counts of the answer are named in {@code usageMetadata}. */
    enum UsageNames {
        /** {@code responseTokenCount} and {@code responseTokensDetails}. */
        RESPONSE,
        /** {@code candidatesTokenCount} and {@code candidatesTokensDetails}. */
        CANDIDATES
    }

    /**
     * What the generation is called.
     *
     * @return a name for people
     */
    String name();

    /**
     * Which models belong to it.
     *
     * @return a pattern that is found in the names of its models, without {@code models/}; empty for every model
     */
    @Value.Default
    default String models() {
        return "";
    }

    /**
     * What its models can answer in. A setup that asks for anything else is refused, 1007.
     *
     * @return {@code TEXT}, {@code AUDIO} or both, which is the default
     */
    @Value.Default
    default Set<Modality> modalities() {
        return Set.of(Modality.TEXT, Modality.AUDIO);
    }

    /**
     * What its models answer in when a setup names nothing. Audio by default where they have nothing else, and text
     * otherwise.
     *
     * @return one of {@link #modalities()}
     */
    @Value.Default
    default Modality defaultModality() {
        return modalities().contains(Modality.TEXT) ? Modality.TEXT : Modality.AUDIO;
    }

    /**
     * Whether {@code clientContent} is taken for the initial history only, and refused afterwards, 1007.
     *
     * @return false by default
     */
    @Value.Default
    default boolean clientContentOnlySeeds() {
        return false;
    }

    /**
     * Whether its models have tools. A setup with tools is refused otherwise, 1008.
     *
     * @return true by default
     */
    @Value.Default
    default boolean tools() {
        return true;
    }

    /**
     * What the mask of a token must not name whose setup names one of its models, 400. Whether the service looks at the
     * model is not known.
     *
     * @return paths in lowerCamelCase, such as {@code generationConfig.topK}; none by default
     */
    Set<String> refusedMaskPaths();

    /**
     * Whether its models wait for a function whose declaration does not say.
     *
     * @return true by default
     */
    @Value.Default
    default boolean callsBlock() {
        return true;
    }

    /**
     * Whether a function may be {@code NON_BLOCKING}; otherwise the model waits for that too.
     *
     * @return true by default
     */
    @Value.Default
    default boolean nonBlockingCalls() {
        return true;
    }

    /**
     * Whether its models keep silent when nobody speaks to them, even where the setup holds no {@code proactivity}.
     *
     * @return false by default
     */
    @Value.Default
    default boolean alwaysProactive() {
        return false;
    }

    /**
     * What belongs to a turn where the setup does not say.
     *
     * @return {@code TURN_INCLUDES_ONLY_ACTIVITY} by default
     */
    @Value.Default
    default TurnCoverage turnCoverage() {
        return TurnCoverage.TURN_INCLUDES_ONLY_ACTIVITY;
    }

    /**
     * How the counts of its answers are named.
     *
     * @return {@link UsageNames#RESPONSE} by default
     */
    @Value.Default
    default UsageNames usageNames() {
        return UsageNames.RESPONSE;
    }

    /**
     * How many tokens a conversation may have. From four fifths of it on {@code contextWindowCompression} shortens the
     * conversation, unless the setup names another number.
     *
     * @return 32,768 by default
     */
    @Value.Default
    default int contextWindow() {
        return 32_768;
    }

    /**
     * Whether its models only write down what they hear: interim transcriptions while the user speaks, a final one and
     * {@code generationComplete} after it, and no turn.
     *
     * @return false by default
     */
    @Value.Default
    default boolean onlyTranscribes() {
        return false;
    }

    /**
     * Checks the values; called by the builder.
     *
     * @throws IllegalArgumentException if they do not fit together; the message names them
     */
    @Value.Check
    default void check() {
        Pattern.compile(models());
        if (!modalities().contains(defaultModality())
                || !Set.of(Modality.TEXT, Modality.AUDIO).containsAll(modalities())) {
            throw new IllegalArgumentException("modalities are " + modalities() + " and the default is "
                    + defaultModality() + "; take TEXT, AUDIO or both, and one of them for the default.");
        }
        if (contextWindow() < 1_000) {
            throw new IllegalArgumentException(
                    "contextWindow is " + contextWindow() + "; it must be at least 1,000 tokens.");
        }
    }

    /**
     * Tells whether a model belongs to the generation.
     *
     * @param model its name, with or without {@code models/}
     * @return whether {@link #models()} is found in it
     */
    default boolean covers(String model) {
        return Pattern.compile(models())
                .matcher(model.replaceFirst("^models/", ""))
                .find();
    }

    /**
     * Returns the generations that are known, the newest first. The first that covers a model counts; the last covers
     * every model. A Gemini model that is newer than all of them counts as the newest.
     *
     * @return an immutable list
     */
    static List<ModelGeneration> known() {
        return KnownGenerations.ALL;
    }

    /**
     * Starts with the defaults.
     *
     * @return a new builder
     */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Starts a changed copy.
     *
     * @return a new builder with everything set as here
     */
    default Builder toBuilder() {
        return builder().from(this);
    }

    /** Sets the properties one by one; not for use by several threads at once. */
    final class Builder extends ImmutableModelGeneration.Builder {

        Builder() {}
    }
}
