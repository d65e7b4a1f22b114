package dev.ephemera.emulator;

import dev.ephemera.emulator.fault.Faults;
import dev.ephemera.emulator.internal.Emulation;
import dev.ephemera.emulator.internal.control.ControlServer;
import dev.ephemera.emulator.internal.http.EmulatorServer;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.tls.GeneratedCertificate;
import dev.ephemera.emulator.script.Script;
import dev.ephemera.emulator.script.Unmatched;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The Gemini Developer API's ephemeral tokens and Live sessions, in this process.
 *
 * <pre>{@code
 * try (GeminiEmulator emulator = GeminiEmulator.start()) {
 *     // point the code under test at emulator.baseUrl(), with emulator.apiKey()
 * }
 * }</pre>
 *
 * <p>It mints tokens, holds sessions to them, answers turns with a small model that says the same about the same, always,
 * and refuses what the service refuses, with its codes and words. A declared function is called when the text names it.
 * A {@link Script} takes the model's place where a test decides what is said.
 * Audio is answered when somebody has spoken in it.
 *
 * <p>Safe for use by any thread.
 */
public final class GeminiEmulator implements AutoCloseable {

    private final Emulation parts;
    private final EmulatorServer server;
    private final Optional<EmulatorCertificate> certificate;
    private volatile @Nullable ControlServer control;
    private final AtomicBoolean closed = new AtomicBoolean();

    private GeminiEmulator(Emulation parts, EmulatorServer server, Optional<EmulatorCertificate> certificate) {
        this.parts = parts;
        this.server = server;
        this.certificate = certificate;
    }

    /**
     * Starts an emulator on a free loopback port, with the defaults of {@link EmulatorOptions}.
     *
     * @return the running emulator
     * @throws UncheckedIOException if no port can be had
     */
    public static GeminiEmulator start() {
        return start(EmulatorOptions.builder().build());
    }

    /**
     * Starts an emulator.
     *
     * @param options everything that can be chosen
     * @return the running emulator, which listens already
     * @throws UncheckedIOException if the address cannot be had, or {@link EmulatorOptions#recordTo()} not be written
     */
    public static GeminiEmulator start(EmulatorOptions options) {
        Emulation parts = Emulation.of(options, options.clock()::timeline);
        try {
            Optional<EmulatorCertificate> certificate = options.tls()
                    ? Optional.of(new EmulatorCertificate(GeneratedCertificate.generate()))
                    : Optional.empty();
            Optional<SSLContext> tls =
                    certificate.map(EmulatorCertificate::serverContext).or(options::sslContext);
            GeminiEmulator emulator = new GeminiEmulator(parts, EmulatorServer.start(parts, tls), certificate);
            emulator.startTheRest();
            return emulator;
        } catch (RuntimeException failed) {
            parts.close();
            throw failed;
        }
    }

    private void startTheRest() {
        try {
            parts.options().controlPort().ifPresent(port -> control = ControlServer.start(this, port));
            parts.recordings().start();
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /**
     * The API key that is valid here. With {@link EmulatorOptions#upstream()} another endpoint judges keys, so that this one
     * is worth something only where {@link EmulatorOptions#upstreamKey()} goes on in its place.
     *
     * @return the key
     */
    public String apiKey() {
        return parts.options().apiKey();
    }

    /**
     * Where it listens; Live sessions use {@code ws} for {@code http} and {@code wss} for {@code https}.
     *
     * @return {@code http://127.0.0.1:port}, or what the options chose
     */
    public URI baseUrl() {
        String host = parts.options().host().contains(":")
                ? "[" + parts.options().host() + "]"
                : parts.options().host();
        return URI.create((parts.options().tls() || parts.options().sslContext().isPresent() ? "https://" : "http://")
                + host + ":" + port());
    }

    /**
     * Where the control API and, at {@code /}, the status page are, if {@link EmulatorOptions#controlPort()} was set.
     *
     * @return {@code http://127.0.0.1:port}; empty without
     */
    public Optional<URI> controlUrl() {
        return Optional.ofNullable(control).map(ControlServer::url);
    }

    /**
     * The port it listens on.
     *
     * @return 1 to 65535
     */
    public int port() {
        return server.port();
    }

    /**
     * What a client has to trust, if it was started with {@link EmulatorOptions#tls()}.
     *
     * @return the certificate made at the start
     * @throws IllegalStateException if it was started without
     */
    public EmulatorCertificate certificate() {
        return certificate.orElseThrow(() -> new IllegalStateException(
                "the emulator made no certificate; start it with EmulatorOptions.builder().tls(true)"));
    }

    /**
     * What it warned of, above all credentials of the real service that a client sent here. Each is logged once, by the
     * logger {@code dev.ephemera.emulator}, and none holds a secret.
     *
     * @return the first hundred different warnings, oldest first; those after them are logged, each time
     */
    public List<String> warnings() {
        return parts.warnings().all();
    }

    /**
     * Lets somebody hear what goes on, from now on.
     *
     * @param listener who is told
     * @return closing it ends the listening
     */
    public Listening listen(EmulatorListener listener) {
        parts.listeners().add(listener);
        return () -> parts.listeners().remove(listener);
    }

    /** That somebody listens; see {@link #listen}. */
    @FunctionalInterface
    public interface Listening extends AutoCloseable {

        /** Ends it; what is being told already may still arrive. Does nothing the second time. */
        @Override
        void close();
    }

    /**
     * The time that it lives in.
     *
     * @return the clock of its options
     */
    public EmulatorClock clock() {
        return parts.options().clock();
    }

    /**
     * Everything that it was started with.
     *
     * @return the options
     */
    public EmulatorOptions options() {
        return parts.options();
    }

    /**
     * The tokens issued so far, oldest first; those that {@link EmulatorOptions#upstream()} has issued are not known here. Once all of them take up an eighth of the heap, the oldest are forgotten, and
     * open no session any more.
     *
     * @return a list of its own; the tokens in it stay current
     */
    public List<IssuedToken> tokens() {
        return List.copyOf(parts.tokens().all());
    }

    /**
     * The connections opened so far on the Live methods, open and ended, oldest first. Of more than ten thousand the oldest
     * ended ones are forgotten.
     *
     * @return a list of its own; the sessions in it stay current
     */
    public List<EmulatedSession> sessions() {
        return List.copyOf(parts.sessions().all());
    }

    /**
     * Plays a script in the sessions whose connections open from now on, as far as it is for them. Of several scripts
     * that are for a session the one given last is played.
     *
     * @param script what is expected and answered
     * @throws IllegalStateException if {@link EmulatorOptions#upstream()} answers in the place of scripts
     */
    public void script(Script script) {
        parts.options().upstream().ifPresent(upstream -> {
            throw new IllegalStateException("the emulator plays no script, for it records " + upstream
                    + ", which answers instead; give the script to an emulator without upstream.");
        });
        parts.scripts().add(Json.tree(script.json()));
    }

    /** Forgets every script; sessions that play one go on with it. */
    public void clearScripts() {
        parts.scripts().clear();
    }

    /**
     * The messages that no expectation of the script in their session matched, oldest first. What a script leaves to the
     * small model is not among them.
     *
     * @return the newest, as many as take up 16 MiB; of a message of more than 20,000 characters its beginning
     */
    public List<Unmatched> unmatched() {
        return parts.scripts().unmatched();
    }

    /** Forgets the unmatched messages. */
    public void clearUnmatched() {
        parts.scripts().clearUnmatched();
    }

    /**
     * What shall go wrong here, and what has.
     *
     * @return the faults of this emulator, none at first
     */
    public Faults faults() {
        return parts.faults();
    }

    /**
     * The sessions with {@link EmulatorOptions#upstream()} that were recorded, in the order of their ends: scripts that
     * replay them, each for the connection that it was. Once all of them take up an eighth of the heap, the oldest are
     * forgotten here; {@link EmulatorOptions#recordTo()} keeps them. A session whose recording had no room is in its name
     * called incomplete, and ends where the room did: those still open may take up an eighth of the heap together.
     *
     * @return a list of its own, without the sessions that are still open
     */
    public List<Script> recorded() {
        return parts.recordings().all();
    }

    /**
     * Ends every session with 1001, stops to listen, and ends every thread of the emulator. Those who hear what goes on are
     * told the end, too; one who has not returned five seconds later is interrupted. One of them may call this: it is not
     * waited for, and its thread ends when it returns. Does nothing the second time.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            ControlServer controlled = control;
            if (controlled != null) {
                controlled.close();
            }
            parts.close();
            try {
                server.close();
            } finally {
                parts.listeners().close();
            }
        }
    }

    @Override
    public String toString() {
        return "GeminiEmulator{" + (closed.get() ? "closed" : baseUrl()) + "}";
    }
}
