package dev.ephemera.examples;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;

/**
 * A microphone and a loudspeaker in memory. As with real lines, reading waits for sound, writing waits for room, and a flush empties the
 * line and lets go whoever waits. Time passes only as the test says. Every method of a line that is not needed fails.
 */
final class SoundCard {

    private static final int ROOM = 4_800;

    private final AudioFormat heard;
    private int toHear;
    private int held;
    private int flushes;
    private boolean playing;
    private int closed;
    private boolean broken;
    private ByteArrayOutputStream written = new ByteArrayOutputStream();

    SoundCard(int sampleRate, int channels) {
        heard = new AudioFormat(sampleRate, 16, channels, true, false);
    }

    TargetDataLine microphone() {
        return line(TargetDataLine.class, (line, method, args) -> switch (method.getName()) {
            case "getFormat" -> heard;
            case "start" -> null;
            case "read" -> read((byte[]) args[0], (int) args[1], (int) args[2]);
            case "close" -> close();
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    SourceDataLine loudspeaker() {
        return line(SourceDataLine.class, (line, method, args) -> switch (method.getName()) {
            case "start" -> null;
            case "write" -> write((byte[]) args[0], (int) args[1], (int) args[2]);
            case "flush" -> flush();
            case "close" -> close();
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    private static <T> T line(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private synchronized int read(byte[] target, int offset, int length) throws InterruptedException {
        while (toHear < length && closed == 0 && !broken) {
            wait();
        }
        if (broken) {
            throw new IllegalStateException("The microphone was pulled out.");
        }
        int read = Math.min(toHear, length);
        Arrays.fill(target, offset, offset + read, (byte) 7);
        toHear -= read;
        return read;
    }

    private synchronized int write(byte[] source, int offset, int length) throws InterruptedException {
        int before = flushes;
        int done = 0;
        while (done < length && flushes == before && closed == 0) {
            if (held < ROOM) {
                int part = Math.min(ROOM - held, length - done);
                written.write(source, offset + done, part);
                done += part;
                held = playing ? 0 : held + part;
                notifyAll();
            } else {
                wait();
            }
        }
        return done;
    }

    private synchronized Void flush() {
        if (flushes++ == 0) {
            written = new ByteArrayOutputStream();
        }
        held = 0;
        notifyAll();
        return null;
    }

    private synchronized Void close() {
        closed++;
        notifyAll();
        return null;
    }

    /** Somebody speaks so long. */
    synchronized void speak(Duration length) {
        toHear += (int) (length.toMillis() * (int) heard.getSampleRate() / 1_000) * heard.getFrameSize();
        notifyAll();
    }

    /** Whoever reads the microphone, now or later, gets an exception. */
    synchronized void breakMicrophone() {
        broken = true;
        notifyAll();
    }

    /** Waits until the loudspeaker has all that it takes. */
    synchronized void awaitFull() throws InterruptedException {
        while (held < ROOM) {
            wait();
        }
    }

    /** Waits until the loudspeaker has been silenced. */
    synchronized void awaitFlush() throws InterruptedException {
        while (flushes == 0) {
            wait();
        }
    }

    /** Lets the loudspeaker play on, and waits until it has got so many of these bytes since it was silenced. */
    synchronized void awaitPlayed(int count, byte value) throws InterruptedException {
        playing = true;
        held = 0;
        notifyAll();
        while (count(value) < count) {
            wait();
        }
    }

    /** How many of these bytes the loudspeaker has got since it was silenced, or from the beginning. */
    synchronized int count(byte value) {
        int count = 0;
        for (byte one : written.toByteArray()) {
            count += one == value ? 1 : 0;
        }
        return count;
    }

    /** How many lines have been closed. */
    synchronized int closed() {
        return closed;
    }
}
