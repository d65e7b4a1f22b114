package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.SessionEnd;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.json.MalformedJsonException;
import dev.ephemera.emulator.internal.protojson.Dialect;
import dev.ephemera.emulator.internal.protojson.Normalised;
import dev.ephemera.emulator.internal.protojson.Normaliser;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One connection whose service's part another endpoint plays: every message is handed on as it came, and so is the end.
 * Neither side is read faster than the other reads.
 */
public final class RelayedSession extends ObservedSession {

    private final Service service;
    private final Witness witness;
    private final Dialect dialect;
    private @Nullable ObjectNode asked;
    private boolean accepted;
    private boolean endedByService;

    RelayedSession(
            String id, Handshake handshake, Peer client, Service service, Witness witness, SessionRuntime runtime) {
        super(id, handshake, client, runtime);
        this.service = service;
        this.witness = witness;
        this.dialect = Dialect.of(handshake.apiVersion(), runtime.options());
    }

    @Override
    void begin() {
        service.serve(this);
    }

    @Override
    void take(byte[] bytes, boolean binary) {
        JsonNode json = json(bytes);
        if (json.isObject()) {
            keep(bytes);
        }
        if (asked == null && json.has(ClientMessage.SETUP)) {
            Normalised read = Normaliser.read(dialect, "LiveClientMessage", "", json);
            JsonNode message = read.valid() ? read.message() : json;
            asked = message.path(ClientMessage.SETUP) instanceof ObjectNode setup ? setup : null;
        }
        witness.fromClient(bytes);
        service.send(bytes, !binary);
    }

    /** Takes a message of the service. */
    public void said(byte[] bytes, boolean text) {
        news.guarded(() -> {
            if (!isOver()) {
                accepted = accepted || json(bytes).has("setupComplete");
                witness.fromServer(bytes, text);
                peer.send(bytes, text);
            }
        });
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return Json.parse(bytes);
        } catch (MalformedJsonException none) {
            return MissingNode.getInstance(); // it is handed on nonetheless
        }
    }

    /** Takes the service's close frame; 1005 stands for one without a code. */
    public void closedByService(int code, String reason) {
        news.guarded(() -> {
            endedByService = true;
            refuse(new Close(code, reason));
        });
    }

    /** Takes that the connection with the service is lost. */
    public void lostByService() {
        news.guarded(() -> {
            endedByService = true;
            close(Close.NO_CLOSE_FRAME, "");
        });
    }

    @Override
    Optional<ObjectNode> setup() {
        return accepted && !isOver() ? Optional.ofNullable(asked) : Optional.empty();
    }

    @Override
    void stop(SessionEnd why) {
        asked = null; // the session stays, and would keep what its client has made large
        witness.ended(why.code(), why.reason(), endedByService);
        if (endedByService) {
            return;
        }
        if (why.code() == Close.NO_CLOSE_FRAME) {
            service.cut();
        } else {
            service.close(why.code(), why.reason());
        }
    }

    @Override
    public boolean isReady() {
        return !service.isBusy() || isOver();
    }

    @Override
    public void left() {
        service.proceed();
    }

    /** Whether it takes a message of the service now. If not, it lets that connection read on later. Holds no lock. */
    public boolean isReadyForService() {
        return !peer.isBusy() || isOver();
    }

    /** Takes that something has left for the service. Holds no lock. */
    public void leftForService() {
        peer.proceed();
    }
}
