package dev.ephemera.emulator.internal;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.fault.FaultPlan;
import dev.ephemera.emulator.internal.live.LiveSessions;
import dev.ephemera.emulator.internal.observe.Listeners;
import dev.ephemera.emulator.internal.observe.News;
import dev.ephemera.emulator.internal.observe.Warnings;
import dev.ephemera.emulator.internal.record.Recordings;
import dev.ephemera.emulator.internal.script.Scripts;
import dev.ephemera.emulator.internal.time.Timeline;
import dev.ephemera.emulator.internal.token.TokenStore;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/**
 * What one emulator consists of behind its faces.
 *
 * @param name what the names of its threads begin with
 * @param options everything it was started with
 * @param timeline its time
 * @param tokens what it has issued
 * @param sessions the connections on its Live methods
 * @param scripts what sessions play
 * @param faults what goes wrong
 * @param recordings what passed between clients and another endpoint
 * @param listeners who hears what passes
 * @param news what happens to no session
 * @param warnings what its user should know
 */
public record Emulation(
        String name,
        EmulatorOptions options,
        Timeline timeline,
        TokenStore tokens,
        LiveSessions sessions,
        Scripts scripts,
        FaultPlan faults,
        Recordings recordings,
        Listeners listeners,
        News news,
        Warnings warnings) {

    /**
     * Sets one up; nothing listens yet.
     *
     * @param time makes its time, which it closes
     * @throws UncheckedIOException if what it records cannot be written
     */
    public static Emulation of(EmulatorOptions options, Supplier<Timeline> time) {
        // It may fail, so it comes before anything that has a thread.
        Recordings recordings = new Recordings(options.recordTo(), options.clock(), options.upstreamKey());
        Timeline timeline = time.get();
        TokenStore tokens = new TokenStore(options);
        String name = ThreadNames.next("ephemera-emulator");
        Listeners listeners = new Listeners(name);
        News news = News.begun(listeners);
        Scripts scripts = new Scripts();
        return new Emulation(
                name,
                options,
                timeline,
                tokens,
                new LiveSessions(options, timeline, tokens, listeners, scripts),
                scripts,
                new FaultPlan(options.clock()),
                recordings,
                listeners,
                news,
                new Warnings(news));
    }

    /** Ends every session and what was put off, and has the last recordings written. */
    public void close() {
        sessions.close();
        timeline.close();
        recordings.close();
    }
}
