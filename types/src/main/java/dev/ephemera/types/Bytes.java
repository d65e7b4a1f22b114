package dev.ephemera.types;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * An immutable run of bytes, such as one chunk of audio; base64 in JSON.
 *
 * <p>Reading takes the standard and the URL-safe alphabet, with or without padding, as ProtoJSON does; writing uses the
 * standard alphabet with padding. {@link #toString()} shows the length only, so that media never fills a log.
 *
 * <p>Instances may be shared between threads.
 */
public final class Bytes {

    private static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /**
     * Returns zero bytes.
     *
     * @return the empty instance
     */
    public static Bytes empty() {
        return EMPTY;
    }

    /**
     * Copies an array.
     *
     * @param content the bytes; later changes to the array are not seen
     * @return the immutable copy
     */
    public static Bytes copyOf(byte[] content) {
        return new Bytes(content.clone());
    }

    /**
     * Copies a part of an array.
     *
     * @param content the array
     * @param offset index of the first byte
     * @param length number of bytes
     * @return the immutable copy
     * @throws IndexOutOfBoundsException if the part does not lie inside the array
     */
    public static Bytes copyOf(byte[] content, int offset, int length) {
        java.util.Objects.checkFromIndexSize(offset, length, content.length);
        return new Bytes(Arrays.copyOfRange(content, offset, offset + length));
    }

    /**
     * Decodes base64 text.
     *
     * @param text base64 in the standard or the URL-safe alphabet, padded or not
     * @return the decoded bytes
     * @throws IllegalArgumentException if the text is not base64; the message does not repeat it
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Bytes ofBase64(String text) {
        boolean urlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
        Base64.Decoder decoder = urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder();
        try {
            return new Bytes(decoder.decode(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Not base64: " + text.length() + " characters, " + e.getMessage() + ".", e);
        }
    }

    /**
     * Reads base64 in the standard alphabet, padded or not.
     *
     * @param ascii holds the text
     * @param offset where it begins
     * @param length how many bytes it has
     * @return the decoded bytes
     * @throws IllegalArgumentException if the text is not base64; the message does not quote it
     */
    public static Bytes ofBase64(byte[] ascii, int offset, int length) {
        try {
            ByteBuffer decoded = Base64.getDecoder().decode(ByteBuffer.wrap(ascii, offset, length));
            return new Bytes(
                    decoded.remaining() == decoded.array().length
                            ? decoded.array()
                            : Arrays.copyOf(decoded.array(), decoded.remaining()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Not base64: " + length + " bytes, " + e.getMessage() + ".", e);
        }
    }

    /**
     * Returns the number of bytes.
     *
     * @return the length in bytes
     */
    public int size() {
        return content.length;
    }

    /**
     * Returns a copy of the bytes.
     *
     * @return a new array that the caller owns
     */
    public byte[] toByteArray() {
        return content.clone();
    }

    /**
     * Views the bytes without copying them.
     *
     * @return a read-only buffer from position 0 to the length
     */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(content).asReadOnlyBuffer();
    }

    /**
     * Reads the bytes without copying them.
     *
     * @return a new stream at the first byte
     */
    public InputStream asInputStream() {
        return new ByteArrayInputStream(content);
    }

    /**
     * Encodes the bytes.
     *
     * @return base64 in the standard alphabet, padded
     */
    public String toBase64() {
        return Base64.getEncoder().encodeToString(content);
    }

    /**
     * Writes {@link #toBase64()} in ASCII without a string between.
     *
     * @param target takes the text at its beginning, four bytes for each three begun
     * @return how long the text is
     * @throws IllegalArgumentException if the target is too short
     */
    public int writeBase64(byte[] target) {
        return Base64.getEncoder().encode(content, target);
    }

    @JsonValue
    private String onWire() {
        return toBase64();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /** Shows the length only. */
    @Override
    public String toString() {
        return "Bytes[" + content.length + "]";
    }
}
