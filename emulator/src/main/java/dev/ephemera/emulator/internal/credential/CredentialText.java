package dev.ephemera.emulator.internal.credential;

import java.util.regex.Pattern;

/** Takes out of any text what has the form of a credential, wherever it stands. Pure. */
public final class CredentialText {

    /** A token, or a credential of the real service. */
    public static final Pattern FORM = Pattern.compile("auth_tokens/[\\w.~%+=/-]+|" + RealCredential.FORM.pattern());

    /** A shorter credential could be part of any word, and is not looked for in texts. */
    public static final int SHORTEST = 8;

    private static final String HIDDEN = "(secret)";

    private CredentialText() {}

    public static String hide(String text) {
        return FORM.matcher(text).replaceAll(HIDDEN);
    }
}
