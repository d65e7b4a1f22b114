package dev.ephemera.emulator.internal.cli;

import java.util.Locale;
import org.apache.commons.cli.Option;

/** What the program can be started with. Data. */
enum Flag {
    PORT("N", "listen on this port (default: any free one)"),
    HOST("H", "listen on this address (default: 127.0.0.1)"),
    LET_OTHERS_REACH_THIS("", "allow a --host that others reach, and can mint tokens at"),
    TLS("", "serve https and wss with a certificate that is made at the start"),
    CERTIFICATE(
            "FILE",
            "write what clients have to trust as PEM, for NODE_EXTRA_CA_CERTS and SSL_CERT_FILE; implies --tls"),
    TRUST_STORE("FILE", "write it as PKCS12, for Java's javax.net.ssl.trustStore; implies --tls"),
    CONTROL_PORT("N", "serve the status page and the control API on this port of 127.0.0.1 (default: any free one)"),
    NO_CONTROL("", "serve neither"),
    VIRTUAL(
            "[INSTANT]",
            "let time stand still, from now or an instant such as 2030-01-01T00:00:00Z on, until the control API moves it"),
    KEY("K", "the API key that is valid (default: ephemera-emulator-key)"),
    MODEL("NAME", "let every model behave as those do that are named so, whatever its own name"),
    MODEL_DENY("NAME", "a model that does not exist; may be given several times"),
    ASSUME(
            "NAME",
            "where it is not known what the service does, do the other thing; NAME is one that docs/emulator-model.md lists,"
                    + " such as NO_GO_AWAY or no-go-away; may be given several times"),
    TEXT_FRAMES("", "send messages in text frames, not in binary ones as the service does"),
    SCRIPT("FILE", "play the scripts in a YAML file; may be given several times"),
    UPSTREAM(
            "URL",
            "answer nothing, but hand everything on to another endpoint and back; with the key in EPHEMERA_UPSTREAM_KEY, if"
                    + " that is set, in the place of the one that is valid here"),
    RECORD("FILE", "write the sessions with --upstream as scripts that replay them, without secrets"),
    VERBOSE("", "print what passes, without secrets"),
    VERSION("", "print the version"),
    HELP("", "print this");

    private final String value;
    private final String description;

    Flag(String value, String description) {
        this.value = value;
        this.description = description;
    }

    /** Its name without the dashes. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean mayBeRepeated() {
        return this == MODEL_DENY || this == ASSUME || this == SCRIPT;
    }

    Option option() {
        return Option.builder(this == HELP ? "h" : null)
                .longOpt(word())
                .hasArg(!value.isEmpty())
                .optionalArg(value.startsWith("["))
                .get();
    }

    /** What {@code --help} says of it. */
    String help() {
        return ("  " + (this == HELP ? "-h, " : "") + this + " " + value).stripTrailing() + "\n      " + description;
    }

    /** Its name as it is written. */
    @Override
    public String toString() {
        return "--" + word();
    }
}
