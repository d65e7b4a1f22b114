package dev.ephemera.emulator.internal.control;

import dev.ephemera.emulator.EmulatedFrame;
import dev.ephemera.emulator.EmulatedFrame.Kind;
import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.IssuedToken;
import dev.ephemera.emulator.SessionEnd;
import dev.ephemera.emulator.internal.credential.CredentialText;
import dev.ephemera.emulator.internal.credential.Fingerprint;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.protojson.Redaction;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the control API tells, as JSON. Nothing secret is in it but in whole frames. Pure. */
final class Views {

    private static final String SETUP = "LiveClientSetup";

    private Views() {}

    static <T> ObjectNode list(String name, Collection<T> items, Function<T, ObjectNode> view) {
        ObjectNode list = Json.object();
        ArrayNode array = list.putArray(name);
        items.forEach(item -> array.add(view.apply(item)));
        return list;
    }

    static ObjectNode state(GeminiEmulator emulator) {
        List<EmulatedSession> sessions = emulator.sessions();
        long open = sessions.stream().filter(session -> session.end().isEmpty()).count();
        ObjectNode state = clock(emulator.clock());
        state.put("baseUrl", emulator.baseUrl().toString());
        state.put("tokens", emulator.tokens().size());
        state.put("openSessions", open);
        state.put("endedSessions", sessions.size() - open);
        ArrayNode warnings = state.putArray("warnings");
        emulator.warnings().forEach(warnings::add);
        return state;
    }

    static ObjectNode clock(EmulatorClock clock) {
        return Json.object().put("time", clock.instant().toString()).put("virtual", clock.isVirtual());
    }

    static ObjectNode token(IssuedToken token) {
        ObjectNode view = Json.object();
        view.put("fingerprint", Fingerprint.of(token.name()));
        view.put("state", token.state().name());
        view.put("expireTime", token.expireTime().toString());
        view.put("newSessionExpireTime", token.newSessionExpireTime().toString());
        view.put("uses", token.uses());
        token.usesLeft().ifPresent(left -> view.put("usesLeft", left));
        token.setup().ifPresent(setup -> view.set("setup", Redaction.of(SETUP, Json.tree(setup))));
        ArrayNode mask = view.putArray("fieldMask");
        token.fieldMask().forEach(mask::add);
        return view;
    }

    static ObjectNode session(EmulatedSession session) {
        ObjectNode view = Json.object();
        view.put("id", session.id());
        view.put("apiVersion", session.apiVersion());
        view.put("method", session.constrained() ? "BidiGenerateContentConstrained" : "BidiGenerateContent");
        view.put("credentialForm", session.credentialForm().name());
        view.put("openedAt", session.openedAt().toString());
        view.put("state", state(session));
        session.effectiveSetup()
                .ifPresent(setup ->
                        view.set("model", Redaction.of(SETUP, Json.tree(setup)).path("model")));
        session.end().ifPresent(end -> view.set("end", end(end)));
        return view;
    }

    private static String state(EmulatedSession session) {
        if (session.end().isPresent()) {
            return "ENDED";
        }
        return session.effectiveSetup().isPresent() ? "OPEN" : "AWAITING_SETUP";
    }

    static ObjectNode sessionWithSetup(EmulatedSession session) {
        ObjectNode view = session(session);
        session.effectiveSetup().ifPresent(setup -> view.set("effectiveSetup", Redaction.of(SETUP, Json.tree(setup))));
        return view;
    }

    static ObjectNode end(SessionEnd end) {
        return Json.object()
                .put("code", end.code())
                .put("reason", CredentialText.hide(end.reason()))
                .put("byEmulator", end.byEmulator());
    }

    static ObjectNode frame(EmulatedFrame frame) {
        ObjectNode view = Json.object();
        view.put("at", frame.at().toString());
        view.put("direction", frame.direction().name());
        view.put("kind", frame.kind().name());
        view.put("size", frame.size());
        frame.closeCode().ifPresent(code -> view.put("closeCode", code));
        view.put("shown", frame.shown());
        return view;
    }

    /** With the message word for word, secrets included: as JSON, or else as text, or else as base64. */
    static ObjectNode wholeFrame(EmulatedFrame frame) {
        ObjectNode view = frame(frame);
        if (frame.kind() == Kind.TEXT || frame.kind() == Kind.BINARY) {
            frame.json().ifPresentOrElse(json -> view.set("json", Json.tree(json)), () -> raw(frame.payload(), view));
        }
        return view;
    }

    private static void raw(byte[] payload, ObjectNode view) {
        try {
            view.put(
                    "text",
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(payload))
                            .toString());
        } catch (CharacterCodingException noText) {
            view.put("base64", Base64.getEncoder().encodeToString(payload));
        }
    }

    static JsonNode error(ControlException refused) {
        ObjectNode envelope = Json.object();
        envelope.putObject("error").put("code", refused.status()).put("message", refused.why());
        return envelope;
    }
}
