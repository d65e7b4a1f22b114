package dev.ephemera.emulator.script;

import java.util.OptionalInt;

/** A script says something that no script can say. The message names the place, what stands there and what may. */
public final class InvalidScriptException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final int line;

    InvalidScriptException(int line, String why) {
        super(line > 0 ? "line " + line + ": " + why : why);
        this.line = line;
    }

    /**
     * The line of the YAML text.
     *
     * @return from 1; empty if the script was not read from YAML
     */
    public OptionalInt line() {
        return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
    }
}
