package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.CredentialForm;
import dev.ephemera.emulator.EmulatedFrame;
import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.SessionEnd;
import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.json.MalformedJsonException;
import dev.ephemera.emulator.internal.observe.FrameLog;
import dev.ephemera.emulator.internal.observe.News;
import dev.ephemera.emulator.internal.protojson.Dialect;
import dev.ephemera.emulator.internal.protojson.Normalised;
import dev.ephemera.emulator.internal.protojson.Normaliser;
import dev.ephemera.emulator.internal.time.Timeline.Alarm;
import dev.ephemera.emulator.internal.token.Token;
import dev.ephemera.types.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * One connection: first a setup, then a conversation, then one end, whatever brings it about. Its own lock guards it;
 * safe for use by any thread.
 */
public final class LiveSession implements EmulatedSession, Stage {

    private static final Logger LOG = System.getLogger(LiveSession.class.getName());

    private final String id;
    private final Handshake handshake;
    private final Peer peer;
    private final EmulatorOptions options;
    private final SessionTime time;
    private final Admission admission;
    private final Resumptions resumptions;
    private final OpenSessions open;
    private final Dialect dialect;
    private final News news;
    private final Plays plays;
    private final Instant opened;
    private final FrameLog frames;
    private final Received received;
    private @Nullable Play play;
    private boolean cast;
    private @Nullable Setup setup;
    private Optional<Token> token = Optional.empty();
    private @Nullable Conversation conversation;
    private @Nullable Lifetime lifetime;
    private @Nullable SessionEnd end;

    LiveSession(String id, Handshake handshake, Peer peer, SessionRuntime runtime) {
        this.id = id;
        this.handshake = handshake;
        this.peer = peer;
        this.options = runtime.options();
        this.news = new News(this, runtime.listeners());
        this.time = new SessionTime(runtime.timeline(), news);
        this.admission = runtime.admission();
        this.resumptions = runtime.resumptions();
        this.plays = runtime.plays();
        this.open = runtime.open();
        this.dialect = Dialect.of(handshake.apiVersion(), options);
        this.opened = time.now();
        this.frames = new FrameLog(this, runtime.frames(), options.keptMessages(), time::now, news);
        this.received = new Received(runtime.received(), options.keptMessages());
    }

    /** Begins, once the connection can be written to. */
    public void opened() {
        news.guarded(() -> {
            news.add(listener -> listener.opened(this));
            play = plays.open(this, this).orElse(null);
            if (play != null) {
                play.opened();
            }
        });
    }

    /**
     * Takes a message.
     *
     * @param bytes what its frames held
     * @param binary whether they were binary frames
     */
    public void received(byte[] bytes, boolean binary) {
        news.guarded(() -> take(bytes, binary));
    }

    private void take(byte[] bytes, boolean binary) {
        if (end != null) {
            return;
        }
        try {
            if (binary && options.assumes(Assumption.BINARY_FRAMES_ARE_REFUSED)) {
                throw new RefusedException(Close.INVALID_ARGUMENT);
            }
            if (setup == null && options.assumes(Assumption.CREDENTIALS_ARE_CHECKED_FIRST)) {
                var unused = admission.credential(handshake);
            }
            JsonNode json = json(bytes);
            if (json.isObject()) {
                received.add(bytes);
            }
            if (enforces()) {
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

    private JsonNode json(byte[] bytes) throws MalformedJsonException {
        try {
            JsonNode json = Json.parse(bytes);
            if (!cast) {
                cast = true;
                String model = json.path("setup").path("model").asString("");
                play = play != null && play.suits(model) ? play : null;
            }
            return json;
        } catch (MalformedJsonException malformed) {
            if (enforces()) {
                throw malformed;
            }
            return StringNode.valueOf("no JSON: " + malformed.why());
        }
    }

    private boolean enforces() {
        return play == null || play.enforces();
    }

    private void accept(ClientMessage message) throws RefusedException {
        if (message.isSetup() == (setup != null)) {
            throw new RefusedException(Close.NOT_SETUP);
        }
        if (conversation == null) {
            start(admission.admit(handshake, message.body(), time.now()));
            if (play == null) {
                setupComplete();
            } else {
                play.accept(message.json());
            }
        } else if (play == null || !play.accept(message.json())) {
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
        if (play != null) {
            play.accept(message);
        }
    }

    private void start(Admission.Admitted admitted) {
        Setup counts = admitted.setup();
        setup = counts;
        token = admitted.token();
        Snapshot from = Snapshot.start(counts, admitted.resumed(), options, time.now());
        conversation = conversation(counts, from);
    }

    @Override
    public synchronized void setupComplete() {
        put(ServerMessages.setupComplete(options.assumes(Assumption.SESSION_ID_IS_SENT) ? id : ""));
        if (conversation != null && (play == null || play.leavesToModel())) {
            conversation.start();
        }
        if (enforces() && lifetime == null && end == null) {
            lifetime = new Lifetime(options, time, opened, token, this::put, this::refuse);
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

    private synchronized void put(ObjectNode message) {
        if (end == null) {
            peer.send(Json.pretty(message), options.textFrames());
        }
    }

    @Override
    public synchronized void send(ObjectNode message) {
        String handle =
                message.path("sessionResumptionUpdate").path("newHandle").asString("");
        if (!handle.isEmpty() && setup != null) {
            resumptions.keep(this, handle, Snapshot.start(setup, Optional.empty(), options, time.now()));
        }
        put(message);
    }

    @Override
    public synchronized void send(byte[] payload, boolean text) {
        if (end == null) {
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

    /** Ends the session with a close frame; does nothing if it has ended. */
    public void refuse(Close why) {
        end(new SessionEnd(why.code(), why.reason(), true), () -> peer.close(why.code(), why.reason()));
    }

    /** Takes an end that has come already; does nothing if the session has ended. */
    public void closed(SessionEnd why) {
        end(why, () -> {});
    }

    private void end(SessionEnd why, Runnable onTheWire) {
        news.guarded(() -> {
            if (end == null) {
                finish(why);
                onTheWire.run();
                news.add(listener -> listener.ended(this, why));
            }
        });
    }

    private void finish(SessionEnd why) {
        end = why;
        if (play != null) {
            play.stop();
        }
        if (conversation != null) {
            conversation.stop();
            conversation = null;
            open.leave();
        }
        if (lifetime != null) {
            lifetime.stop();
        }
        if (setup != null) {
            received.addSetup(setup.json());
            setup = null;
        }
        resumptions.ended(this, time.now());
    }

    /** Where what passes on the connection is noted. */
    public FrameLog log() {
        return frames;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Instant openedAt() {
        return opened;
    }

    @Override
    public List<EmulatedFrame> frames() {
        return frames.frames();
    }

    @Override
    public String apiVersion() {
        return handshake.apiVersion();
    }

    @Override
    public boolean constrained() {
        return handshake.constrained();
    }

    @Override
    public CredentialForm credentialForm() {
        return handshake.presented().form();
    }

    @Override
    public synchronized List<JsonObject> received() {
        return received.messages().stream().map(Json::immutable).toList();
    }

    @Override
    public synchronized Optional<JsonObject> effectiveSetup() {
        return Optional.ofNullable(setup).map(Setup::json).or(received::setup).map(Json::immutable);
    }

    @Override
    public synchronized Optional<SessionEnd> end() {
        return Optional.ofNullable(end);
    }

    @Override
    public void close(int code, String reason) {
        if (code == Close.NO_CLOSE_FRAME) {
            end(new SessionEnd(code, "", true), peer::cut);
            return;
        }
        if (!Close.may(code)) {
            throw new IllegalArgumentException("no close frame may hold the code " + code + "; " + Close.CODES);
        }
        refuse(new Close(code, reason));
    }

    @Override
    public void inject(Fault fault) {
        if (!fault.kind().inSession()) {
            throw new IllegalArgumentException("the fault " + fault.kind().jsonName()
                    + " cannot happen in a session; plan it with faults() for a request.");
        }
        peer.inject(fault);
    }

    @Override
    public String toString() {
        return "EmulatedSession{" + id + ", " + handshake.apiVersion()
                + (handshake.constrained() ? ", constrained, " : ", ") + credentialForm() + ", "
                + end().map(SessionEnd::toString).orElse("open") + "}";
    }
}
