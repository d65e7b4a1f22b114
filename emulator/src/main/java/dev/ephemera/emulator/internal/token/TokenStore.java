package dev.ephemera.emulator.internal.token;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.emulator.internal.memory.Recent;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** All tokens of one emulator, in the order of their issue, but for the oldest of very many. Safe for use by any thread. */
public final class TokenStore {

    private static final int RANDOM_BYTES = 32;

    /** What a character of JSON takes up as a tree, about. */
    private static final int BYTES_PER_CHARACTER = 8;

    private final SecureRandom random = new SecureRandom();
    private final Recent<String, Token> tokens = new Recent<>();
    private final EmulatorOptions options;

    public TokenStore(EmulatorOptions options) {
        this.options = options;
    }

    public Token issue(TokenTerms terms) {
        byte[] secret = new byte[RANDOM_BYTES];
        random.nextBytes(secret);
        Token token = new Token("auth_tokens/" + text(secret), terms, options.clock());
        tokens.put(token.name(), token, BYTES_PER_CHARACTER * characters(terms));
        return token;
    }

    private String text(byte[] secret) {
        return options.assumes(Assumption.TOKENS_ARE_BASE64)
                ? Base64.getEncoder().encodeToString(secret)
                : HexFormat.of().formatHex(secret);
    }

    private static long characters(TokenTerms terms) {
        return (long) terms.mask().dotted().toString().length()
                + terms.setup().map(setup -> Json.compact(setup).length()).orElse(0);
    }

    public Optional<Token> find(String name) {
        return tokens.get(name);
    }

    public List<Token> all() {
        return tokens.values();
    }
}
