package dev.ephemera.transport.internal.json;

import javax.annotation.processing.Generated;

/** The codec of each type of the description; each is loaded when it is first asked for. */
@Generated("dev.ephemera.codegen")
final class Codecs {

    private Codecs() {}

    /**
     * Finds a codec.
     *
     * @param name the simple name of a generated type
     * @throws IllegalArgumentException if there is none of that name
     */
    static Codec<?> of(String name) {
        return switch (name) {
            case "Kinds" -> KindsCodec.INSTANCE;
            case "Collections" -> CollectionsCodec.INSTANCE;
            case "Marks" -> MarksCodec.INSTANCE;
            case "Token" -> TokenCodec.INSTANCE;
            case "Nothing" -> NothingCodec.INSTANCE;
            case "Content" -> ContentCodec.INSTANCE;
            case "Part" -> PartCodec.INSTANCE;
            case "Prose" -> ProseCodec.INSTANCE;
            case "LiveConnectConfig" -> LiveConnectConfigCodec.INSTANCE;
            case "LiveClientSetup" -> LiveClientSetupCodec.INSTANCE;
            case "GenerationConfig" -> GenerationConfigCodec.INSTANCE;
            case "Color" -> ColorCodec.INSTANCE;
            default -> throw new IllegalArgumentException("The description has no type " + name + ".");
        };
    }
}
