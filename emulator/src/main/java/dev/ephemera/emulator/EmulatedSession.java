package dev.ephemera.emulator;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.types.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A connection to one of the Live methods, open or ended. Safe for use by any thread. */
public interface EmulatedSession {

    /**
     * Tells the session from the others of its emulator.
     *
     * @return {@code 1} for the first, and so on
     */
    String id();

    /**
     * When the connection opened, by the emulator's clock.
     *
     * @return the instant
     */
    Instant openedAt();

    /**
     * The version in the URL.
     *
     * @return {@code v1}, {@code v1beta} or {@code v1alpha}
     */
    String apiVersion();

    /**
     * Whether the method for tokens was called.
     *
     * @return true for {@code BidiGenerateContentConstrained}, false for {@code BidiGenerateContent}
     */
    boolean constrained();

    /**
     * How the credential was presented.
     *
     * @return the form that counted
     */
    CredentialForm credentialForm();

    /**
     * The client's messages in the order of their arrival, as they were sent; what was no JSON object is not among them.
     *
     * @return the newest {@link EmulatorOptions#keptMessages()}, without the oldest of all sessions once they take up an
     *     eighth of the heap together
     */
    List<JsonObject> received();

    /**
     * What passed on the connection, both ways, messages and control frames, in order.
     *
     * @return the newest {@link EmulatorOptions#keptMessages()}
     */
    List<EmulatedFrame> frames();

    /**
     * The setup that counts, after the token's. With {@link EmulatorOptions#upstream()} it is the client's alone: what a
     * token of that endpoint says is not known here.
     *
     * @return the setup in lowerCamelCase; empty until the client's was accepted, and when that of an ended session was
     *     forgotten with its messages
     */
    Optional<JsonObject> effectiveSetup();

    /**
     * How the session ended.
     *
     * @return the end; empty while it is open
     */
    Optional<SessionEnd> end();

    /**
     * Ends the session; does nothing if it has ended. Returns before the client knows.
     *
     * @param code the close code; 1006 cuts the connection with no close frame
     * @param reason the close reason; what is longer than 123 bytes in UTF-8 is cut
     * @throws IllegalArgumentException if no close frame may hold the code
     */
    void close(int code, String reason);

    /**
     * Lets something go wrong in the session now, whatever the fault's own moment; does nothing if the session has ended.
     *
     * @param fault what
     * @throws IllegalArgumentException if it cannot happen in a session
     */
    void inject(Fault fault);
}
