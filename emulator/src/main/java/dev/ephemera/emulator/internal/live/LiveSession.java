package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.SessionEnd;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.json.MalformedJsonException;
import dev.ephemera.emulator.internal.protojson.Dialect;
import dev.ephemera.emulator.internal.protojson.Normalised;
import dev.ephemera.emulator.internal.protojson.Normaliser;
import dev.ephemera.emulator.internal.time.Timeline.Alarm;
import dev.ephemera.emulator.internal.token.Token;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One connection on which the emulator plays the service's part: first a setup, then a conversation, then the end. Its own
 * lock guards it; safe for use by any thread.
 */
public final class LiveSession extends ObservedSession implements Stage {

    private static final Logger LOG = System.getLogger(LiveSession.class.getName());

    private final EmulatorOptions options;
    private final SessionTime time;
    private final Admission admission;
    private final Resumptions resumptions;
    private final OpenSessions open;
    private final Dialect dialect;
    private final Plays plays;
    private Part part = new Part(Optional.empty());
    private @Nullable Setup setup;
    private Optional<Token> token = Optional.empty();
    private @Nullable Conversation conversation;
    private @Nullable Lifetime lifetime;

    LiveSession(String id, Handshake handshake, Peer peer, SessionRuntime runtime) {
        super(id, handshake, peer, runtime);
        this.options = runtime.options();
        this.time = new SessionTime(runtime.timeline(), news);
        this.admission = runtime.admission();
        this.resumptions = runtime.resumptions();
        this.plays = runtime.plays();
        this.open = runtime.open();
        this.dialect = Dialect.of(handshake.apiVersion(), options);
    }

    @Override
    void begin() {
        part = new Part(plays.open(this, this));
        part.opened();
    }

    @Override
    void take(byte[] bytes, boolean binary) {
        try {
            if (binary && options.assumes(Assumption.BINARY_FRAMES_ARE_REFUSED)) {
                throw new RefusedException(Close.INVALID_ARGUMENT);
            }
            if (setup == null && options.assumes(Assumption.CREDENTIALS_ARE_CHECKED_FIRST)) {
                var unused = admission.credential(handshake);
            }
            JsonNode json = part.read(bytes);
            if (json.isObject()) {
                keep(bytes);
            }
            if (lifetime != null) {
                lifetime.heard(time.now());
            }
            if (part.enforces()) {
                accept(ClientMessage.read(dialect, json));
            } else {
                acceptAnything(json);
            }
        } catch (MalformedJsonException malformed) {
            refuse(Close.malformed(malformed.why()));
        } catch (RefusedException refused) {
            refuse(refused.close());
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "the emulator fails on a message", bug);
            refuse(Close.INTERNAL);
        }
    }

    private void accept(ClientMessage message) throws RefusedException {
        if (message.isSetup() == (setup != null)) {
            throw new RefusedException(Close.NOT_SETUP);
        }
        if (conversation == null) {
            start(admission.admit(handshake, message.body(), time.now()));
            if (!part.isPlayed()) {
                setupComplete();
            } else {
                part.accept(message.json());
            }
        } else if (!part.accept(message.json())) {
            conversation.accept(message);
        }
    }

    /** Takes what the service would perhaps not take: what comes of it is the script's affair. */
    private void acceptAnything(JsonNode json) {
        Normalised read = Normaliser.read(dialect, "LiveClientMessage", "", json);
        JsonNode message = read.valid() ? read.message() : json;
        if (setup == null && message.path(ClientMessage.SETUP) instanceof ObjectNode asked) {
            setup = new Setup(asked);
        }
        part.accept(message);
    }

    private void start(Admission.Admitted admitted) {
        Setup counts = admitted.setup();
        setup = counts;
        token = admitted.token();
        Snapshot from = Snapshot.start(counts, admitted.resumed(), options, time.now());
        conversation = conversation(counts, from);
    }

    @Override
    public void setupComplete() {
        Instant now = time.now(); // before anything is sent: who hears of it may move the time
        put(ServerMessages.setupComplete(options.assumes(Assumption.SESSION_ID_IS_SENT) ? id : ""));
        if (conversation != null && part.leavesToModel()) {
            conversation.start();
        }
        if (part.enforces() && lifetime == null && !isOver()) {
            lifetime = new Lifetime(options, time, opened, now, token, this::put, this::refuse);
        }
    }

    private Conversation conversation(Setup counts, Snapshot from) {
        return counts.generation(options).onlyTranscribes()
                ? new TranscribingConversation(counts, from, options, time, this::put, this::refuse)
                : new ModelConversation(
                        counts,
                        from,
                        options,
                        time,
                        this::put,
                        snapshot -> resumptions.save(this, snapshot),
                        this::refuse);
    }

    private void put(ObjectNode message) {
        if (!isOver()) {
            peer.send(Json.pretty(message), options.textFrames());
        }
    }

    @Override
    public void send(ObjectNode message) {
        String handle =
                message.path("sessionResumptionUpdate").path("newHandle").asString("");
        if (!handle.isEmpty() && setup != null) {
            resumptions.keep(this, handle, Snapshot.start(setup, Optional.empty(), options, time.now()));
        }
        put(message);
    }

    @Override
    public void send(byte[] payload, boolean text) {
        if (!isOver()) {
            peer.send(payload, text);
        }
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public Alarm at(Instant when, Runnable task) {
        return time.at(when, task);
    }

    @Override
    Optional<ObjectNode> setup() {
        return Optional.ofNullable(setup).map(Setup::json);
    }

    @Override
    void stop(SessionEnd why) {
        part.stop();
        if (conversation != null) {
            conversation.stop();
            conversation = null;
            open.leave();
        }
        if (lifetime != null) {
            lifetime.stop();
        }
        setup = null; // the session stays, and would keep what its client has made large
        token = Optional.empty();
        resumptions.ended(this, time.now());
    }
}
