package dev.ephemera.emulator.internal.control;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.fault.FaultRate;
import dev.ephemera.emulator.fault.Faults;
import dev.ephemera.emulator.fault.InjectedFault;
import dev.ephemera.emulator.internal.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Plans what shall go wrong, and tells what has. */
final class FaultControl {

    private static final String NEXT = "next";
    private static final String ALWAYS = "always";
    private static final String RATE = "rate";
    private static final String PROBABILITY = "probability";
    private static final String SEED = "seed";
    private static final String FAULTS = "faults";
    private static final int MOST_TIMES = 10_000;
    private static final String TIMES = "times";
    private static final String SHAPES =
            "The body needs {\"next\":[fault, …]}, {\"next\":[fault],\"times\":3}, {\"always\":fault} or"
                    + " {\"rate\":{\"probability\":0.1,\"seed\":1,\"faults\":[fault, …]}}.";

    private final Faults faults;

    FaultControl(Faults faults) {
        this.faults = faults;
    }

    JsonNode state(ControlCall call) {
        ObjectNode state = Views.list("pending", faults.pending(), FaultControl::view);
        faults.always().ifPresent(fault -> state.set(ALWAYS, view(fault)));
        faults.rate().ifPresent(rate -> state.set(RATE, view(rate)));
        state.setAll(Views.list("injected", faults.injected(), FaultControl::view));
        return state;
    }

    private static ObjectNode view(Fault fault) {
        return Json.tree(fault.toJson());
    }

    private static ObjectNode view(FaultRate rate) {
        ObjectNode view = Json.object().put(PROBABILITY, rate.probability()).put(SEED, rate.seed());
        view.setAll(Views.list(FAULTS, rate.faults(), FaultControl::view));
        return view;
    }

    private static ObjectNode view(InjectedFault injected) {
        ObjectNode view = Json.object();
        view.set("fault", view(injected.fault()));
        view.put("when", injected.when().toString());
        view.put("request", injected.request());
        injected.session().ifPresent(session -> view.put("session", session.id()));
        return view;
    }

    JsonNode plan(ControlCall call) throws ControlException {
        ObjectNode asked = call.object(Set.of(NEXT, TIMES, ALWAYS, RATE));
        try {
            if (Stream.of(NEXT, ALWAYS, RATE).filter(asked::has).count() != 1
                    || (asked.has(TIMES) && !asked.has(NEXT))) {
                throw ControlException.badRequest(SHAPES);
            }
            if (asked.has(NEXT)) {
                next(faults(asked.path(NEXT)), times(asked.path(TIMES)));
            } else if (asked.has(ALWAYS)) {
                faults.always(fault(asked.path(ALWAYS)));
            } else {
                rate(asked.path(RATE));
            }
        } catch (IllegalArgumentException wrong) {
            throw ControlException.badRequest(String.valueOf(wrong.getMessage()));
        }
        return state(call);
    }

    private static int times(JsonNode asked) throws ControlException {
        if (asked.isMissingNode()) {
            return 1;
        }
        if (!asked.isIntegralNumber() || !asked.canConvertToInt() || asked.asInt() < 1 || asked.asInt() > MOST_TIMES) {
            throw ControlException.badRequest(
                    "times is " + asked + "; give a whole number from 1 to " + MOST_TIMES + ".");
        }
        return asked.asInt();
    }

    private void next(List<Fault> planned, int times) {
        for (int i = 0; i < times; i++) {
            faults.next(planned.toArray(Fault[]::new));
        }
    }

    private void rate(JsonNode rate) throws ControlException {
        ControlCall.check("rate", "member", rate.propertyNames(), Set.of(PROBABILITY, SEED, FAULTS));
        if (!rate.path(PROBABILITY).isNumber() || !rate.path(SEED).isIntegralNumber()) {
            throw ControlException.badRequest(SHAPES);
        }
        faults.rate(
                rate.path(PROBABILITY).asDouble(),
                rate.path(SEED).asLong(),
                faults(rate.path(FAULTS)).toArray(Fault[]::new));
    }

    JsonNode clear(ControlCall call) {
        faults.clear();
        return state(call);
    }

    private static List<Fault> faults(JsonNode list) throws ControlException {
        if (!list.isArray()) {
            throw ControlException.badRequest(SHAPES);
        }
        List<Fault> read = new ArrayList<>();
        for (JsonNode fault : list) {
            read.add(fault(fault));
        }
        return read;
    }

    /**
     * Reads a fault that happens now, in a session.
     *
     * @throws IllegalArgumentException if it is none; the message says what is taken
     */
    static Fault faultNow(ObjectNode json) throws ControlException {
        Fault fault = fault(json);
        for (String name : List.of("at", "on")) {
            if (json.path(fault.kind().jsonName()).has(name)) {
                throw ControlException.badRequest("The fault " + fault.kind().jsonName() + " holds \"" + name
                        + "\", but happens now, in this session; leave it out, or plan the fault with POST /faults.");
            }
        }
        if (!fault.kind().inSession()) {
            throw ControlException.badRequest("The fault " + fault.kind().jsonName()
                    + " cannot happen in a session; plan it with POST /faults for a request.");
        }
        return fault;
    }

    /**
     * Reads a fault.
     *
     * @throws IllegalArgumentException if it is none; the message says what is taken
     */
    static Fault fault(JsonNode json) throws ControlException {
        if (json instanceof ObjectNode object) {
            return Fault.parse(Json.immutable(object));
        }
        throw ControlException.badRequest(
                "A fault is an object such as {\"status\":{\"code\":503}}, not " + json + ".");
    }
}
