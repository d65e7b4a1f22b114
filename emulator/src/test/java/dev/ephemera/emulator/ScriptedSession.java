package dev.ephemera.emulator;

import dev.ephemera.emulator.script.Script;
import java.util.Base64;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** A session that plays a script; the tests of scripts begin here. */
abstract class ScriptedSession {

    @RegisterExtension
    final Emulators emulators = new Emulators();

    static final String SETUP = "{\"model\":\"models/m\"}";

    static String ask(String text) {
        return "{\"realtimeInput\":{\"text\":\"" + text + "\"}}";
    }

    /** Audio of 16 kHz. */
    static String audio(int millis) {
        String data = Base64.getEncoder().encodeToString(new byte[millis * 32]);
        return "{\"realtime_input\":{\"audio\":{\"mime_type\":\"audio/pcm;rate=16000\",\"data\":\"" + data + "\"}}}";
    }

    GeminiEmulator playing(Script script) {
        GeminiEmulator emulator = emulators.start();
        emulator.script(script);
        return emulator;
    }

    static String compact(JsonNode message) {
        return message.toString();
    }

    static void awaitReceived(GeminiEmulator emulator, int count) {
        Await.until(
                count + " messages have come",
                () -> emulator.sessions().get(0).received().size() == count);
    }
}
