package dev.ephemera.emulator.fault;

import dev.ephemera.types.JsonValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One parameter of a kind of fault: its name, what it takes, and what holds without it. Immutable. */
public final class FaultParameter {

    private final String name;
    private final FaultForm form;
    private final boolean required;
    private final @Nullable Object fallback;
    private final String about;

    private FaultParameter(String name, FaultForm form, boolean required, @Nullable Object fallback, String about) {
        this.name = name;
        this.form = form;
        this.required = required;
        this.fallback = fallback;
        this.about = about;
    }

    static FaultParameter required(String name, FaultForm form, String about) {
        return new FaultParameter(name, form, true, null, about);
    }

    static FaultParameter optional(String name, FaultForm form, String about) {
        return new FaultParameter(name, form, false, null, about);
    }

    static FaultParameter number(String name, long least, long most, long fallback, String about) {
        return new FaultParameter(name, FaultForm.integer(least, most), false, fallback, about);
    }

    static FaultParameter text(String name, String fallback, String about) {
        return new FaultParameter(name, FaultForm.text(), false, fallback, about);
    }

    static FaultParameter choice(String name, String about, String... choices) {
        return new FaultParameter(name, FaultForm.choice(List.of(choices)), false, choices[0], about);
    }

    /**
     * The name in JSON.
     *
     * @return a name in lowerCamelCase
     */
    public String name() {
        return name;
    }

    /**
     * What it takes, in words.
     *
     * @return such as {@code integer, 200 to 599}
     */
    public String form() {
        return form.describe();
    }

    /**
     * Whether a fault of the kind cannot do without it.
     *
     * @return true if it must be given
     */
    public boolean required() {
        return required;
    }

    /**
     * What holds if it is not given.
     *
     * @return the default; empty if there is none
     */
    public Optional<JsonValue> fallback() {
        return Optional.ofNullable(fallback).map(FaultForm::write).map(JsonValue::of);
    }

    /**
     * What it is, in a few words.
     *
     * @return the words
     */
    public String about() {
        return about;
    }

    Object read(FaultKind kind, JsonValue value) {
        return form.reader()
                .read(value)
                .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" of the fault " + kind.jsonName()
                        + " is " + value + "; give " + form() + "."));
    }

    @Override
    public String toString() {
        return name + " (" + form() + ")";
    }
}
