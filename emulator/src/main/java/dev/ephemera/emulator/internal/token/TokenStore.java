package dev.ephemera.emulator.internal.token;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All tokens of one emulator, in the order of their issue. Safe for use by any thread. */
public final class TokenStore {

    private static final int RANDOM_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Token> tokens = new LinkedHashMap<>();
    private final Clock clock;

    public TokenStore(Clock clock) {
        this.clock = clock;
    }

    public Token issue(TokenTerms terms) {
        byte[] secret = new byte[RANDOM_BYTES];
        random.nextBytes(secret);
        Token token = new Token("auth_tokens/" + HexFormat.of().formatHex(secret), terms, clock);
        synchronized (tokens) {
            tokens.put(token.name(), token);
        }
        return token;
    }

    public Optional<Token> find(String name) {
        synchronized (tokens) {
            return Optional.ofNullable(tokens.get(name));
        }
    }

    public List<Token> all() {
        synchronized (tokens) {
            return new ArrayList<>(tokens.values());
        }
    }
}
