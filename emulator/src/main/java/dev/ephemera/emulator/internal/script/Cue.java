package dev.ephemera.emulator.internal.script;

import dev.ephemera.emulator.internal.live.Stage;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * One thing that a script does.
 *
 * @param after how long after the one before
 * @param deeds what is done then, each at once after the other
 */
record Cue(Duration after, List<Consumer<Stage>> deeds) {}
