package dev.ephemera.emulator.internal.protojson;

import dev.ephemera.emulator.internal.credential.CredentialText;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.FieldDescriptor.Kind;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Takes out of messages what must not be shown: what the description marks as secret, what looks like a credential wherever
 * it stands, and long media. Pure.
 */
public final class Redaction {

    private static final StringNode SECRET = StringNode.valueOf("(secret)");
    private static final int LONGEST_MEDIA = 64;

    private static final Rewriting.Rule SHOWN = new Rewriting.Rule() {
        @Override
        public Optional<JsonNode> replace(Optional<FieldDescriptor> field, JsonNode value) {
            return shown(field, value);
        }

        @Override
        public String name(String name) {
            return CredentialText.hide(name);
        }
    };

    private Redaction() {}

    /**
     * Makes a copy that can be shown.
     *
     * @param typeName the message's name in the descriptor
     * @param message the message; names in either spelling, and names that nobody knows
     */
    public static JsonNode of(String typeName, JsonNode message) {
        return Rewriting.of(typeName, message, SHOWN);
    }

    private static Optional<JsonNode> shown(Optional<FieldDescriptor> field, JsonNode value) {
        if (isSecret(field)) {
            return Optional.of(SECRET);
        }
        if (isLongMedia(field, value)) {
            return Optional.of(StringNode.valueOf("(" + value.stringValue().length() + " characters of base64)"));
        }
        return value.isString()
                ? Optional.of(StringNode.valueOf(CredentialText.hide(value.stringValue())))
                : Optional.empty();
    }

    public static boolean isSecret(Optional<FieldDescriptor> field) {
        return field.filter(FieldDescriptor::secret).isPresent();
    }

    /** Whether a value is more base64 than anybody wants to read. */
    public static boolean isLongMedia(Optional<FieldDescriptor> field, JsonNode value) {
        return field.filter(known -> known.kind() == Kind.BYTES).isPresent()
                && value.isString()
                && value.stringValue().length() > LONGEST_MEDIA;
    }
}
