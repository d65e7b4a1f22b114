package dev.ephemera.emulator.internal.script;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.live.Close;
import dev.ephemera.emulator.internal.live.ServerMessages;
import dev.ephemera.emulator.internal.live.Stage;
import dev.ephemera.emulator.internal.model.Tone;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a step does. Pure. */
final class CueReader {

    static final Cue SETUP_COMPLETE = new Cue(Duration.ZERO, List.of(Stage::setupComplete));

    private static final List<String> VERBS = List.of(
            "send",
            "text",
            "audio",
            "toolCall",
            "generationComplete",
            "turnComplete",
            "interrupted",
            "setupComplete",
            "goAway",
            "raw",
            "fault",
            "close");
    private static final List<String> KEYS = keys();
    private static final int MOST_TIMES = 10_000;
    private static final Duration LONGEST_AUDIO = Duration.ofMinutes(10);

    /** Audio goes out in pieces of a fifth of a second: twenty characters of the model's voice. */
    private static final int PIECE = 20;

    private CueReader() {}

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(VERBS);
        keys.add("after");
        keys.add("times");
        return List.copyOf(keys);
    }

    static List<Cue> read(At then) {
        return then.itemOrItems().stream().flatMap(at -> cues(at).stream()).toList();
    }

    private static List<Cue> cues(At at) {
        if (at.node().isString()) {
            return List.of(new Cue(Duration.ZERO, flag(at, at.text())));
        }
        at.object(KEYS);
        Duration after = at.given("after").map(At::duration).orElse(Duration.ZERO);
        int times =
                at.given("times").map(number -> number.number(1, MOST_TIMES)).orElse(1);
        List<String> verbs =
                at.node().propertyNames().stream().filter(VERBS::contains).toList();
        if (verbs.size() > 1 || (verbs.isEmpty() && !at.node().has("after"))) {
            throw at.wrong("must do one thing: " + String.join(", ", VERBS) + "; or wait: after");
        }
        List<Consumer<Stage>> deeds = verbs.isEmpty() ? List.of() : deeds(at.member(verbs.get(0)), verbs.get(0));
        return Collections.nCopies(times, new Cue(after, deeds));
    }

    private static List<Consumer<Stage>> deeds(At at, String verb) {
        switch (verb) {
            case "send" -> {
                return send(at.anyObject());
            }
            case "text" -> {
                return send(ServerMessages.text(at.text()));
            }
            case "audio" -> {
                return audio(at);
            }
            case "toolCall" -> {
                return send(ServerMessages.toolCall(
                        at.itemOrItems().stream().map(CueReader::call).toList()));
            }
            case "goAway" -> {
                return send(ServerMessages.goAway(at.duration()));
            }
            case "raw" -> {
                return List.of(raw(at));
            }
            case "fault" -> {
                return List.of(fault(at));
            }
            case "close" -> {
                return List.of(close(at));
            }
            default -> {
                if (!at.flag()) {
                    throw at.wrong("must be true, or not be there.");
                }
                return flag(at, verb);
            }
        }
    }

    private static List<Consumer<Stage>> flag(At at, String name) {
        return switch (name) {
            case "setupComplete" -> SETUP_COMPLETE.deeds();
            case "generationComplete" -> send(ServerMessages.generationComplete());
            case "interrupted" -> send(ServerMessages.interrupted());
            case "turnComplete" -> send(ServerMessages.turnComplete());
            default ->
                throw at.wrong(
                        "must be generationComplete, turnComplete, interrupted or setupComplete, and is " + at.shown());
        };
    }

    private static List<Consumer<Stage>> send(ObjectNode message) {
        return List.of(stage -> stage.send(message));
    }

    private static List<Consumer<Stage>> audio(At at) {
        Duration length = at.duration();
        if (length.compareTo(LONGEST_AUDIO) > 0) {
            throw at.wrong("must be at most " + DurationText.write(LONGEST_AUDIO) + ", and is " + at.shown());
        }
        int all = (int) (length.toMillis() / Tone.length(1).toMillis());
        List<Consumer<Stage>> pieces = new ArrayList<>();
        for (int first = 0; first < all; first += PIECE) {
            int from = first;
            int count = Math.min(PIECE, all - first);
            pieces.add(stage -> stage.send(ServerMessages.audio(Tone.speak(from, count))));
        }
        return pieces;
    }

    private static ObjectNode call(At at) {
        at.object(List.of("id", "name", "args"));
        ObjectNode call = Json.object().put("name", at.member("name").text());
        at.given("id").ifPresent(id -> call.put("id", id.text()));
        at.given("args").ifPresent(args -> {
            call.set("args", args.anyObject());
        });
        return call;
    }

    private static Consumer<Stage> raw(At at) {
        if (at.node().isString()) {
            byte[] text = at.text().getBytes(StandardCharsets.UTF_8);
            return stage -> stage.send(text, true);
        }
        at.object(List.of("text", "base64"));
        if (at.node().size() != 1) {
            throw at.wrong("must hold text or base64");
        }
        if (at.node().has("text")) {
            return raw(at.member("text"));
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(at.member("base64").text());
            return stage -> stage.send(bytes, false);
        } catch (IllegalArgumentException malformed) {
            throw at.member("base64").wrong("is no base64: " + malformed.getMessage());
        }
    }

    private static Consumer<Stage> fault(At at) {
        ObjectNode json = at.node().isString() ? Json.object().set(at.text(), Json.object()) : at.anyObject();
        try {
            Fault fault = Fault.parse(Json.immutable(json));
            if (!fault.at().equals(fault.kind().at())) {
                throw at.wrong("says when it happens; in a script it happens when its turn comes.");
            }
            if (!fault.kind().inSession()) {
                throw at.wrong("is for requests: " + fault.kind().jsonName() + " cannot happen in a session.");
            }
            return stage -> stage.inject(fault);
        } catch (IllegalArgumentException none) {
            throw at.wrong("is no fault: " + none.getMessage());
        }
    }

    private static Consumer<Stage> close(At at) {
        boolean bare = !at.node().isObject();
        At code = bare ? at : at.object(List.of("code", "reason")).member("code");
        int number = code.number(0, Integer.MAX_VALUE);
        if (!Close.may(number)) {
            throw code.wrong("is " + number + ", which no close frame may hold; " + Close.CODES);
        }
        String reason = bare ? "" : at.given("reason").map(At::text).orElse("");
        return stage -> stage.close(number, reason);
    }
}
