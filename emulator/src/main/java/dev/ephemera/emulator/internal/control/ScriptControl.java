package dev.ephemera.emulator.internal.control;

import dev.ephemera.emulator.GeminiEmulator;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.script.YamlText;
import dev.ephemera.emulator.script.InvalidScriptException;
import dev.ephemera.emulator.script.Script;
import dev.ephemera.emulator.script.Unmatched;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives the emulator its scripts, and tells what they left unmatched and what was recorded. */
final class ScriptControl {

    private final GeminiEmulator emulator;

    ScriptControl(GeminiEmulator emulator) {
        this.emulator = emulator;
    }

    /** Takes scripts in place of those before: YAML documents or JSON, each a script or a list, which may be empty. */
    JsonNode replace(ControlCall call) throws ControlException {
        List<Script> scripts;
        try {
            scripts = Script.yamlDocuments(call.body());
        } catch (InvalidScriptException wrong) {
            throw ControlException.badRequest(String.valueOf(wrong.getMessage()));
        }
        if (scripts.isEmpty() && YamlText.read(call.body()).isEmpty()) {
            throw ControlException.badRequest("The body holds no script, and nothing has changed; give at least one,"
                    + " or [] or DELETE /scripts to play none.");
        }
        if (!scripts.isEmpty() && emulator.options().upstream().isPresent()) {
            throw ControlException.conflict(
                    "The emulator records another endpoint, which answers in the place of scripts;"
                            + " give them to an emulator without upstream.");
        }
        emulator.clearScripts();
        scripts.forEach(emulator::script);
        return Json.object().put("scripts", scripts.size());
    }

    JsonNode clear(ControlCall call) {
        emulator.clearScripts();
        return Json.object().put("scripts", 0);
    }

    JsonNode unmatched(ControlCall call) {
        return Views.list("unmatched", emulator.unmatched(), ScriptControl::view);
    }

    JsonNode clearUnmatched(ControlCall call) {
        emulator.clearUnmatched();
        return unmatched(call);
    }

    JsonNode recorded(ControlCall call) {
        return Views.list("scripts", emulator.recorded(), script -> Json.tree(script.json()));
    }

    private static ObjectNode view(Unmatched unmatched) {
        ObjectNode view = Json.object();
        view.put("session", unmatched.session().id());
        view.set("message", Json.tree(unmatched.message()));
        view.put("awaited", unmatched.awaited().isEmpty() ? "nothing, the script is over" : unmatched.awaited());
        view.put("nearest", unmatched.nearest().isEmpty() ? "nothing waits for a message" : unmatched.nearest());
        ArrayNode differences = view.putArray("differences");
        unmatched.differences().forEach(differences::add);
        return view;
    }
}
