package dev.ephemera.transport.internal.json;

import dev.ephemera.types.Color;
import javax.annotation.processing.Generated;

/** Reads and writes {@link Color}. */
@Generated("dev.ephemera.codegen")
final class ColorCodec extends EnumCodec<Color> {

    static final ColorCodec INSTANCE = new ColorCodec();

    private ColorCodec() {}

    @Override
    Color of(String value) {
        return Color.of(value);
    }
}

