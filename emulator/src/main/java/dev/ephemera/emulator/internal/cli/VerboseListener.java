package dev.ephemera.emulator.internal.cli;

import dev.ephemera.emulator.EmulatedFrame;
import dev.ephemera.emulator.EmulatedFrame.Direction;
import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.EmulatorListener;
import dev.ephemera.emulator.SessionEnd;
import dev.ephemera.emulator.internal.credential.CredentialText;
import java.io.PrintStream;

/** Prints what passes: a line for each event, without secrets. */
final class VerboseListener implements EmulatorListener {

    private final PrintStream out;

    VerboseListener(PrintStream out) {
        this.out = out;
    }

    @Override
    public void opened(EmulatedSession session) {
        out.println(session.openedAt() + " session " + session.id() + " opened: " + session.apiVersion()
                + (session.constrained() ? " constrained, " : ", ") + session.credentialForm());
    }

    @Override
    public void passed(EmulatedSession session, EmulatedFrame frame) {
        out.println((frame.at() + " session " + session.id()
                        + (frame.direction() == Direction.RECEIVED ? " < " : " > ")
                        + frame.kind() + " " + frame.size() + " bytes " + frame.shown())
                .strip());
    }

    @Override
    public void ended(EmulatedSession session, SessionEnd end) {
        out.println("session " + session.id() + " ended: " + end.code() + " " + CredentialText.hide(end.reason())
                + (end.byEmulator() ? " (by the emulator)" : " (by the client)"));
    }
}
