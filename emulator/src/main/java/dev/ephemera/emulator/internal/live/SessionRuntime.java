package dev.ephemera.emulator.internal.live;

import dev.ephemera.emulator.EmulatedFrame;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.memory.Recent;
import dev.ephemera.emulator.internal.observe.Listeners;
import dev.ephemera.emulator.internal.time.Timeline;

/**
 * What all sessions of one emulator share.
 *
 * @param options everything the emulator was started with
 * @param timeline its time
 * @param admission who gets a session, and on what terms
 * @param resumptions what can be resumed
 * @param open which places are taken
 * @param listeners who hears what passes
 * @param plays the scripts that sessions play
 * @param received the messages that have come in
 * @param frames what has passed
 */
record SessionRuntime(
        EmulatorOptions options,
        Timeline timeline,
        Admission admission,
        Resumptions resumptions,
        OpenSessions open,
        Listeners listeners,
        Plays plays,
        Recent<Object, byte[]> received,
        Recent<Object, EmulatedFrame> frames) {}
