package dev.ephemera.emulator.internal.live;

/** A message of the client ends its session. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Close close;

    RefusedException(Close close) {
        super(close.reason());
        this.close = close;
    }

    Close close() {
        return close;
    }
}
