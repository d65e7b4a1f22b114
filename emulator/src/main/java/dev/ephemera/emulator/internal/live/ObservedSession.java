package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.CredentialForm;
import dev.ephemera.emulator.EmulatedFrame;
import dev.ephemera.emulator.SessionEnd;
import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.observe.FrameLog;
import dev.ephemera.emulator.internal.observe.News;
import dev.ephemera.types.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is the same in every session, whoever plays the service's part: what can be seen of it, and its one end, whatever
 * brings it about. Its own lock guards it, and listeners are told when it is not held; safe for use by any thread.
 */
abstract class ObservedSession implements ConnectedSession {

    final String id;
    final Handshake handshake;
    final Peer peer;
    final Instant opened;
    final News news;
    private final FrameLog frames;
    private final Received received;
    private volatile @Nullable SessionEnd end;

    ObservedSession(String id, Handshake handshake, Peer peer, SessionRuntime runtime) {
        int kept = runtime.options().keptMessages();
        this.id = id;
        this.handshake = handshake;
        this.peer = peer;
        this.opened = runtime.timeline().now();
        this.news = new News(this, runtime.listeners());
        this.frames = new FrameLog(this, runtime.frames(), kept, runtime.timeline()::now, news);
        this.received = new Received(runtime.received(), kept);
    }

    /** Begins what goes on. Called with the lock held, as are all of these. */
    abstract void begin();

    /** Takes a message of the client, while the session is open. */
    abstract void take(byte[] bytes, boolean binary);

    /** The setup that counts, as long as the session is open. */
    abstract Optional<ObjectNode> setup();

    /** Ends what goes on, before others hear of the end. */
    abstract void stop(SessionEnd why);

    @Override
    public final void opened() {
        news.guarded(() -> {
            news.begin(listener -> listener.opened(this));
            if (!isOver()) { // who has found it among the others may have ended it already
                begin();
            }
        });
    }

    @Override
    public final void received(byte[] bytes, boolean binary) {
        news.guarded(() -> {
            if (!isOver()) {
                take(bytes, binary);
            }
        });
    }

    /** Keeps a message of the client that is a JSON object. */
    final void keep(byte[] message) {
        received.add(message);
    }

    final boolean isOver() {
        return end != null;
    }

    @Override
    public final void refuse(Close why) {
        end(new SessionEnd(why.code(), why.reason(), true), () -> peer.close(why.code(), why.reason()));
    }

    @Override
    public final void closed(SessionEnd why) {
        end(why, () -> {});
    }

    @Override
    public final void close(int code, String reason) {
        if (code == Close.NO_CLOSE_FRAME) {
            end(new SessionEnd(code, "", true), peer::cut);
            return;
        }
        if (!Close.may(code)) {
            throw new IllegalArgumentException("no close frame may hold the code " + code + "; " + Close.CODES);
        }
        refuse(new Close(code, reason));
    }

    private void end(SessionEnd why, Runnable onTheWire) {
        news.guarded(() -> {
            if (!isOver()) {
                Optional<ObjectNode> counted = setup();
                end = why;
                stop(why);
                counted.ifPresent(received::addSetup);
                onTheWire.run();
                news.end(listener -> listener.ended(this, why));
            }
        });
    }

    @Override
    public final void inject(Fault fault) {
        if (!fault.kind().inSession()) {
            throw new IllegalArgumentException("the fault " + fault.kind().jsonName()
                    + " cannot happen in a session; plan it with faults() for a request.");
        }
        peer.inject(fault);
    }

    @Override
    public final FrameLog log() {
        return frames;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final Instant openedAt() {
        return opened;
    }

    @Override
    public final List<EmulatedFrame> frames() {
        return frames.frames();
    }

    @Override
    public final String apiVersion() {
        return handshake.apiVersion();
    }

    @Override
    public final boolean constrained() {
        return handshake.constrained();
    }

    @Override
    public final CredentialForm credentialForm() {
        return handshake.presented().form();
    }

    @Override
    public final synchronized List<JsonObject> received() {
        return received.messages().stream().map(Json::immutable).toList();
    }

    @Override
    public final synchronized Optional<JsonObject> effectiveSetup() {
        return setup().or(received::setup).map(Json::immutable);
    }

    @Override
    public final Optional<SessionEnd> end() {
        return Optional.ofNullable(end);
    }

    @Override
    public final String toString() {
        return "EmulatedSession{" + id + ", " + handshake.apiVersion()
                + (handshake.constrained() ? ", constrained, " : ", ") + credentialForm() + ", "
                + end().map(SessionEnd::toString).orElse("open") + "}";
    }
}
