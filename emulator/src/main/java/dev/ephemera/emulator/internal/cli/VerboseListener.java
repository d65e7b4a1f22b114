package dev.ephemera.emulator.internal.cli;

import dev.ephemera.emulator.EmulatedFrame;
import dev.ephemera.emulator.EmulatedFrame.Direction;
import dev.ephemera.emulator.EmulatedSession;
import dev.ephemera.emulator.EmulatorListener;
import dev.ephemera.emulator.SessionEnd;
import dev.ephemera.emulator.internal.credential.CredentialText;
import java.time.Clock;
import java.util.function.Supplier;

/** Prints what passes: a line for each event, without secrets. */
final class VerboseListener implements EmulatorListener {

    private final Printer printer;
    private final Clock clock;

    VerboseListener(Printer printer, Clock clock) {
        this.printer = printer;
        this.clock = clock;
    }

    @Override
    public void answered(String request, int status, String said) {
        print(() -> clock.instant() + " " + request + ": " + status + " " + said);
    }

    @Override
    public void opened(EmulatedSession session) {
        print(() -> session.openedAt() + " session " + session.id() + " opened: " + session.apiVersion()
                + (session.constrained() ? " constrained, " : ", ") + session.credentialForm());
    }

    @Override
    public void passed(EmulatedSession session, EmulatedFrame frame) {
        print(() -> frame.at() + " session " + session.id()
                + (frame.direction() == Direction.RECEIVED ? " > " : " < ") + frame.kind()
                + " " + frame.size() + " bytes " + frame.shown());
    }

    @Override
    public void ended(EmulatedSession session, SessionEnd end) {
        print(() -> clock.instant() + " session " + session.id() + " ended by the "
                + (end.byEmulator() ? "emulator: " : "client: ") + end.code() + " "
                + CredentialText.hide(end.reason()));
    }

    private void print(Supplier<String> line) {
        printer.print(() -> line.get().stripTrailing());
    }
}
