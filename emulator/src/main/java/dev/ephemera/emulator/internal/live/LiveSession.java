package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.CredentialForm;
import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.SessionEnd;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.json.MalformedJsonException;
import dev.ephemera.emulator.internal.model.History;
import dev.ephemera.emulator.internal.protojson.Dialect;
import dev.ephemera.emulator.internal.time.Timeline;
import dev.ephemera.types.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One connection: first a setup, then a conversation, then one end, whatever brings it about. Its own lock guards it;
 * safe for use by any thread.
 */
public final class LiveSession implements EmulatedSession {

    private static final Logger LOG = System.getLogger(LiveSession.class.getName());
    private static final int NO_CLOSE_FRAME = 1006;

    private final Handshake handshake;
    private final Peer peer;
    private final EmulatorOptions options;
    private final SessionTime time;
    private final Admission admission;
    private final Resumptions resumptions;
    private final OpenSessions open;
    private final Dialect dialect;
    private final Instant opened;
    private final Deque<ObjectNode> received = new ArrayDeque<>();
    private @Nullable Setup setup;
    private @Nullable Conversation conversation;
    private @Nullable Lifetime lifetime;
    private @Nullable SessionEnd end;

    LiveSession(
            Handshake handshake,
            Peer peer,
            EmulatorOptions options,
            Timeline timeline,
            Admission admission,
            Resumptions resumptions,
            OpenSessions open) {
        this.handshake = handshake;
        this.peer = peer;
        this.options = options;
        this.time = new SessionTime(timeline, this);
        this.admission = admission;
        this.resumptions = resumptions;
        this.open = open;
        this.dialect = Dialect.of(handshake.apiVersion(), options);
        this.opened = timeline.now();
    }

    /**
     * Takes a message.
     *
     * @param bytes what its frames held
     * @param binary whether they were binary frames
     */
    public synchronized void received(byte[] bytes, boolean binary) {
        if (end != null) {
            return;
        }
        try {
            if (binary && options.assumes(Assumption.BINARY_FRAMES_ARE_REFUSED)) {
                throw new RefusedException(Close.INVALID_ARGUMENT);
            }
            JsonNode json = Json.parse(bytes);
            keep(json);
            accept(ClientMessage.read(dialect, json));
        } catch (MalformedJsonException malformed) {
            refuse(Close.malformed(malformed.why()));
        } catch (RefusedException refused) {
            refuse(refused.close());
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "the emulator fails on a message", bug);
            refuse(Close.INTERNAL);
        }
    }

    private void keep(JsonNode json) {
        if (json instanceof ObjectNode object && options.keptMessages() > 0) {
            if (received.size() == options.keptMessages()) {
                received.removeFirst();
            }
            received.addLast(object);
        }
    }

    private void accept(ClientMessage message) throws RefusedException {
        if (message.isSetup() == (conversation != null)) {
            throw new RefusedException(Close.NOT_SETUP);
        }
        if (conversation == null) {
            start(admission.admit(handshake, message.body(), time.now()));
        } else {
            conversation.accept(message);
        }
    }

    private void start(Admission.Admitted admitted) {
        Setup counts = admitted.setup();
        setup = counts;
        Snapshot from = from(counts, admitted.resumed());
        conversation = conversation(counts, from);
        send(ServerMessages.setupComplete(
                options.assumes(Assumption.SESSION_ID_IS_SENT)
                        ? UUID.randomUUID().toString()
                        : ""));
        conversation.start();
        lifetime = new Lifetime(options, time, opened, admitted.token(), this::send, this::refuse);
    }

    private Conversation conversation(Setup counts, Snapshot from) {
        return counts.generation(options).onlyTranscribes()
                ? new TranscribingConversation(counts, from, options, time, this::send, this::refuse)
                : new ModelConversation(
                        counts,
                        from,
                        options,
                        time,
                        this::send,
                        snapshot -> resumptions.save(this, snapshot),
                        this::refuse);
    }

    private Snapshot from(Setup counts, Optional<Snapshot> resumed) {
        Guidance guidance = new Guidance(
                Contents.text(counts.json().path("systemInstruction")),
                counts.json().path("tools"));
        return resumed.map(old -> options.assumes(Assumption.RESUMED_SESSIONS_KEEP_THEIR_INSTRUCTION)
                        ? old
                        : new Snapshot(old.model(), old.history(), guidance, old.media()))
                .orElseGet(() -> new Snapshot(counts.model(), History.EMPTY, guidance, SessionMedia.none(time.now())));
    }

    private synchronized void send(ObjectNode message) {
        if (end == null) {
            peer.send(Json.pretty(message), options.textFrames());
        }
    }

    /** Ends the session with a close frame; does nothing if it has ended. */
    public synchronized void refuse(Close why) {
        if (finish(new SessionEnd(why.code(), why.reason(), true))) {
            peer.close(why.code(), why.reason());
        }
    }

    /** Takes an end that has come already; does nothing if the session has ended. */
    public synchronized void closed(SessionEnd why) {
        finish(why);
    }

    private boolean finish(SessionEnd why) {
        if (end != null) {
            return false;
        }
        end = why;
        if (conversation != null) {
            conversation.stop();
            open.leave();
        }
        if (lifetime != null) {
            lifetime.stop();
        }
        resumptions.ended(this, time.now());
        return true;
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
        return received.stream().map(Json::immutable).toList();
    }

    @Override
    public synchronized Optional<JsonObject> effectiveSetup() {
        return Optional.ofNullable(setup).map(counts -> Json.immutable(counts.json()));
    }

    @Override
    public synchronized Optional<SessionEnd> end() {
        return Optional.ofNullable(end);
    }

    @Override
    public synchronized void close(int code, String reason) {
        if (code == NO_CLOSE_FRAME) {
            if (finish(new SessionEnd(code, "", true))) {
                peer.cut();
            }
            return;
        }
        if (!Close.transmittable(code)) {
            throw new IllegalArgumentException("no close frame may hold the code " + code
                    + "; use 1000 to 1003, 1007 to 1014, 3000 to 4999, or 1006 to cut the connection.");
        }
        refuse(new Close(code, reason));
    }

    @Override
    public String toString() {
        return "EmulatedSession{" + handshake.apiVersion() + (handshake.constrained() ? ", constrained, " : ", ")
                + credentialForm() + ", " + end().map(SessionEnd::toString).orElse("open") + "}";
    }
}
