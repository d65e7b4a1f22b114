package dev.ephemera.live;

import dev.ephemera.live.internal.ResumptionJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * From where a conversation can be resumed, in this process or in another one: {@link LiveSession#resumption()} and
 * {@link SessionEnd#resumption()} give it, {@link SessionOptions#resume(Resumption)} takes it, and a {@link ResumptionStore} keeps
 * it between.
 *
 * <p>The service gives a new one again and again, and the newest is the one to use. Any credential of the same project may resume:
 * another token or a key. It does not count as a use of a token.
 *
 * <p>Immutable. The handle is a secret, for it opens the conversation: it shows neither in {@code toString()} nor in any message,
 * but it is in {@link #toJson()}.
 */
@Value.Immutable
@ValueStyle
public interface Resumption {

    /**
     * How long a handle is documented to stay good once its session has ended. Google's documents contradict each other, and some
     * say 24 hours; this is the shortest.
     */
    Duration DOCUMENTED_LIFETIME = Duration.ofHours(2);

    /**
     * The service's handle, opaque. A secret.
     *
     * @return the handle, not empty
     */
    @Value.Redacted
    String handle();

    /**
     * The model of the conversation, which alone cannot change when it is resumed.
     *
     * @return the name that {@code connect} was given, with {@code models/}; a token may have chosen another one
     */
    String model();

    /**
     * When the handle came, by the client's clock.
     *
     * @return the time
     */
    Instant receivedAt();

    /**
     * Whether the service said last that the conversation can be resumed as it stands. It cannot while the model generates or waits
     * for a function; then the handle is of the time before, and what came since may be missing.
     *
     * @return true if nothing is missing
     */
    boolean resumable();

    /**
     * When the session ended, by the client's clock.
     *
     * @return the time; empty if it was open when this was taken
     */
    Optional<Instant> endedAt();

    /**
     * From when on the handle may be refused. What this promises is what Google documents, {@link #DOCUMENTED_LIFETIME} from
     * {@link #endedAt()}: the service may forget a handle earlier or keep it longer, and only trying tells.
     *
     * @return the time; empty as long as the end is not known, so also for good if the process that had the session died with it
     */
    default Optional<Instant> expiresAt() {
        return endedAt().map(end -> end.plus(DOCUMENTED_LIFETIME));
    }

    /**
     * Whether it has expired, as far as {@link #expiresAt()} tells. {@code connect} tries it all the same; a
     * {@link ResumptionStore} does not give it back.
     *
     * @param now the time that counts
     * @return true from {@link #expiresAt()} on
     */
    default boolean expired(Instant now) {
        return expiresAt().filter(end -> !now.isBefore(end)).isPresent();
    }

    /**
     * The stored form: JSON with a version, which {@link #fromJson} of this and of later versions reads, in whatever process. It
     * holds the handle in clear; whoever reads it can go on with the conversation, so keep it as a password is kept.
     *
     * @return one line of JSON
     */
    default String toJson() {
        return ResumptionJson.write(this);
    }

    /**
     * Reads the stored form. Members that it does not know are passed over.
     *
     * @param json what {@link #toJson()} has written
     * @return the same resumption
     * @throws IllegalArgumentException if it is none, or of a version that is not known; the message says what is wrong and holds
     *     nothing of the text
     */
    static Resumption fromJson(String json) {
        return ResumptionJson.read(json);
    }

    /**
     * Checks the values; called by the builder.
     *
     * @throws IllegalArgumentException if the handle or the model is blank; the message names it
     */
    @Value.Check
    default void check() {
        if (handle().isBlank()) {
            throw new IllegalArgumentException(
                    "The handle of a resumption is blank; give the one that the service sent.");
        }
        if (model().isBlank()) {
            throw new IllegalArgumentException(
                    "The model of a resumption is blank; give the one that the session had.");
        }
    }

    /**
     * Starts with nothing set, for handles that were kept in another way.
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

    /** Sets the values one by one; not for use by several threads at once. */
    final class Builder extends ImmutableResumption.Builder {

        Builder() {}
    }
}
