package dev.ephemera.emulator.internal;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in plain words why a file cannot be had. Pure. */
public final class FileTrouble {

    private FileTrouble() {}

    /** Why it cannot be written, and what can be done. */
    public static String writing(IOException failed) {
        return failed instanceof NoSuchFileException
                ? "the directory does not exist; name a file in one that does."
                : why(failed) + "; name a file that this user can write.";
    }

    /** Why it cannot be read. */
    public static String reading(IOException failed) {
        return why(failed) + ".";
    }

    private static String why(IOException failed) {
        if (failed instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (failed instanceof AccessDeniedException) {
            return "this user may not";
        }
        if (failed instanceof CharacterCodingException) {
            return "it is no text in UTF-8";
        }
        // The message of these names the file only, and it is named already.
        String said = failed instanceof FileSystemException system ? system.getReason() : failed.getMessage();
        return said == null ? "the system does not say why" : said;
    }
}
