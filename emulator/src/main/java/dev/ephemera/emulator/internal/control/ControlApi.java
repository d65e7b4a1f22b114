package dev.ephemera.emulator.internal.control;

import dev.ephemera.emulator.EmulatedFrame.Direction;
import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.internal.credential.Query;
import dev.ephemera.emulator.internal.live.Close;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** All that the control API can do. Safe for use by any thread. */
final class ControlApi {

    private static final String OPEN = "open";
    private static final String REDACTED = "redacted";
    private static final String DIRECTION = "direction";

    private final GeminiEmulator emulator;
    private final List<Endpoint> endpoints;

    ControlApi(GeminiEmulator emulator) {
        this.emulator = emulator;
        ClockControl clock = new ClockControl(emulator.clock());
        ScriptControl scripts = new ScriptControl(emulator);
        FaultControl faults = new FaultControl(emulator.faults());
        this.endpoints = List.of(
                new Endpoint("GET", "/state", call -> Views.state(emulator)),
                new Endpoint("GET", "/clock", call -> Views.clock(emulator.clock())),
                new Endpoint("POST", "/clock/advance", clock::advance),
                new Endpoint("GET", "/tokens", call -> Views.list("tokens", emulator.tokens(), Views::token)),
                new Endpoint("GET", "/sessions", Set.of(OPEN), this::sessions),
                new Endpoint("GET", "/sessions/{id}", call -> Views.sessionWithSetup(session(call))),
                new Endpoint("GET", "/sessions/{id}/frames", Set.of(REDACTED, DIRECTION), this::frames),
                new Endpoint("POST", "/sessions/{id}/close", this::close),
                new Endpoint("POST", "/sessions/{id}/fault", this::inject),
                new Endpoint("PUT", "/scripts", scripts::replace),
                new Endpoint("DELETE", "/scripts", scripts::clear),
                new Endpoint("GET", "/unmatched", scripts::unmatched),
                new Endpoint("DELETE", "/unmatched", scripts::clearUnmatched),
                new Endpoint("GET", "/recorded", scripts::recorded),
                new Endpoint("GET", "/faults", faults::state),
                new Endpoint("POST", "/faults", faults::plan),
                new Endpoint("DELETE", "/faults", faults::clear));
    }

    /**
     * Carries a call out.
     *
     * @throws ControlException if it leads nowhere, or cannot be carried out
     */
    JsonNode call(String method, String path, Query query, String body) throws ControlException {
        boolean known = false;
        for (Endpoint endpoint : endpoints) {
            Optional<List<String>> variables = endpoint.variables(path);
            if (variables.isPresent() && endpoint.method().equals(method)) {
                ControlCall.check("query", "parameter", query.names(), endpoint.parameters());
                return endpoint.action().call(new ControlCall(variables.get(), query, body));
            }
            known |= variables.isPresent();
        }
        throw new ControlException(known ? 405 : 404, "There is no " + method + " " + path + "; there is " + all());
    }

    private String all() {
        return "GET /, GET /events, "
                + String.join(", ", endpoints.stream().map(Endpoint::toString).toList()) + ".";
    }

    private EmulatedSession session(ControlCall call) throws ControlException {
        String id = call.variables().get(0);
        return emulator.sessions().stream()
                .filter(session -> session.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> ControlException.notFound("There is no session " + id + "; GET /sessions lists them."));
    }

    private JsonNode sessions(ControlCall call) throws ControlException {
        boolean onlyOpen = call.flag(OPEN, false);
        List<EmulatedSession> shown = emulator.sessions().stream()
                .filter(session -> !onlyOpen || session.end().isEmpty())
                .toList();
        return Views.list("sessions", shown, Views::session);
    }

    private JsonNode frames(ControlCall call) throws ControlException {
        boolean redacted = call.flag(REDACTED, true);
        Optional<String> wanted = call.query().value(DIRECTION).map(way -> way.toLowerCase(Locale.ROOT));
        for (String direction : wanted.stream().toList()) {
            if (!Set.of("received", "sent").contains(direction)) {
                throw ControlException.badRequest(
                        "The parameter direction is \"" + direction + "\"; it must be received or sent.");
            }
        }
        Predicate<Direction> shown =
                direction -> wanted.isEmpty() || direction.name().equalsIgnoreCase(wanted.get());
        return Views.list(
                "frames",
                session(call).frames().stream()
                        .filter(frame -> shown.test(frame.direction()))
                        .toList(),
                frame -> redacted ? Views.frame(frame) : Views.wholeFrame(frame));
    }

    private JsonNode close(ControlCall call) throws ControlException {
        EmulatedSession session = session(call);
        ObjectNode asked = call.object(Set.of("code", "reason"));
        JsonNode code = asked.path("code");
        if (!code.isIntegralNumber()) {
            throw ControlException.badRequest("The body needs a code, such as {\"code\":1011,\"reason\":\"why\"}.");
        }
        if (!code.canConvertToInt() || !Close.may(code.asInt())) {
            throw ControlException.badRequest("no close frame may hold the code " + code + "; " + Close.CODES);
        }
        checkOpen(session);
        session.close(code.asInt(), asked.path("reason").asString(""));
        return Views.session(session);
    }

    private static void checkOpen(EmulatedSession session) throws ControlException {
        if (session.end().isPresent()) {
            throw ControlException.conflict("The session " + session.id()
                    + " has ended, and nothing can happen to it any more; GET /sessions?open=true lists those that"
                    + " are open.");
        }
    }

    private JsonNode inject(ControlCall call) throws ControlException {
        EmulatedSession session = session(call);
        try {
            Fault fault = FaultControl.faultNow(call.object());
            checkOpen(session);
            session.inject(fault);
        } catch (IllegalArgumentException wrong) {
            throw ControlException.badRequest(String.valueOf(wrong.getMessage()));
        }
        return Views.session(session);
    }
}
