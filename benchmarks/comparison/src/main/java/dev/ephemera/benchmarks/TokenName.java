package dev.ephemera.benchmarks;

/** Cuts a token's name out of an answer's text, as a program would that has no JSON. */
final class TokenName {

    private TokenName() {}

    static String in(String answer) {
        int start = answer.indexOf("auth_tokens/");
        if (start < 0) {
            throw new IllegalStateException("no token in " + answer);
        }
        return answer.substring(start, answer.indexOf('"', start));
    }
}
