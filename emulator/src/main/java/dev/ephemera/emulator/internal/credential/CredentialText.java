package dev.ephemera.emulator.internal.credential;

import java.util.regex.Pattern;

/** Takes out of any text what has the form of a credential, wherever it stands. Pure. */
public final class CredentialText {

    private static final Pattern TOKEN = Pattern.compile("auth_tokens/[\\w.~%+=/-]+");
    private static final String HIDDEN = "(secret)";

    private CredentialText() {}

    public static String hide(String text) {
        return RealCredential.FORM
                .matcher(TOKEN.matcher(text).replaceAll(HIDDEN))
                .replaceAll(HIDDEN);
    }
}
