package dev.ephemera.types.samples;

/** A Jackson mapper with no module and no setting, of either major version. */
public interface PlainMapper {

    /** Reads a value. */
    <T> T read(String json, Class<T> type);

    /** Writes a value as JSON text. */
    String write(Object value);
}
