package dev.ephemera.checks;

import dev.ephemera.GeminiClient;
import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.LiveSession;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveConnectConfig;
import java.net.URI;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ephemera, driven as Google's clients are. Of a session it tells that it is open and that it is closed. */
final class OurSdk extends Sdk {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int NORMAL = 1000;

    private GeminiClient client;
    private LiveSession session;

    OurSdk() {
        super("Ephemera", NORMAL);
    }

    @Override
    String mint(Target target, JsonNode config) {
        Map<String, Object> map = MAPPER.convertValue(config, new TypeReference<Map<String, Object>>() {});
        try (GeminiClient minting = client(target)) {
            return minting.tokens().create(map).name();
        } catch (RuntimeException failed) {
            throw new SdkFailure(failed.getMessage());
        }
    }

    @Override
    void connect(Target target, String model, JsonNode config) {
        forget();
        client = client(target);
        try {
            session = client.live().connect(model, MAPPER.treeToValue(config, LiveConnectConfig.class));
            tell(new Event("open", MAPPER.createObjectNode()));
        } catch (LiveConnectException refused) {
            client.close();
            tell(closed(refused.closeCode().orElseThrow(), refused.reason()));
        } catch (RuntimeException failed) {
            client.close();
            throw new SdkFailure(failed.getMessage());
        }
    }

    @Override
    void send(String member, String body) {
        session.send(MAPPER.readValue("{\"" + member + "\":" + body + "}", LiveClientMessage.class));
    }

    @Override
    void close() {
        session.close();
        client.close();
        tell(closed(NORMAL, ""));
    }

    private static Event closed(int code, String reason) {
        return new Event("closed", MAPPER.createObjectNode().put("code", code).put("reason", reason));
    }

    private static GeminiClient client(Target target) {
        boolean token = target.credential().startsWith("auth_tokens/");
        GeminiClient.Builder builder = GeminiClient.builder()
                .baseUrl(URI.create(target.baseUrl()))
                .options(options -> options.apiVersion(target.apiVersion()).tls(Tls.ours()));
        return (token ? builder.token(target.credential()) : builder.apiKey(target.credential())).build();
    }
}
