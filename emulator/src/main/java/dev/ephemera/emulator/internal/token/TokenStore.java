package dev.ephemera.emulator.internal.token;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.memory.Recent;
import dev.ephemera.emulator.internal.memory.Weight;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** All tokens of one emulator, in the order of their issue, but for the oldest of very many. Safe for use by any thread. */
public final class TokenStore {

    private static final int RANDOM_BYTES = 32;

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
        tokens.put(token.name(), token, weight(terms));
        return token;
    }

    private String text(byte[] secret) {
        return options.assumes(Assumption.TOKENS_ARE_BASE64)
                ? Base64.getEncoder().encodeToString(secret)
                : HexFormat.of().formatHex(secret);
    }

    private static long weight(TokenTerms terms) {
        return Weight.of(terms.mask().dotted().toString())
                + terms.setup().map(Weight::of).orElse(0L);
    }

    public Optional<Token> find(String name) {
        return tokens.get(name);
    }

    public List<Token> all() {
        return tokens.values();
    }
}
