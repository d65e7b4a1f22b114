package dev.ephemera.live.internal;

import dev.ephemera.transport.RequestOptions;
import dev.ephemera.transport.internal.ExtraBody;
import dev.ephemera.transport.internal.FieldRules;
import dev.ephemera.transport.internal.ModelName;
import dev.ephemera.transport.internal.json.Json;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import dev.ephemera.types.LiveClientSetup;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.LiveConnectConfigMapping;
import dev.ephemera.types.internal.MessageDescriptor;
import java.util.Map;

/** From a model and a config to the first message of a session, with everything checked that the service would refuse. Pure. */
final class LiveSetups {

    private static final MessageDescriptor CONFIG = Descriptors.message("LiveConnectConfig");
    private static final MessageDescriptor SETUP = Descriptors.message("LiveClientSetup");

    private LiveSetups() {}

    /** The API version that a session needs: tokens, and some fields, exist in {@code v1alpha} only. */
    static String version(LiveConnectConfig config, boolean token) {
        return token || FieldRules.needsV1alpha(config, CONFIG) ? "v1alpha" : "v1beta";
    }

    /**
     * Finds what no API version takes, before a credential is asked for: a token would lose one of its uses.
     *
     * @throws IllegalArgumentException as {@link #text}
     */
    static void check(String model, LiveConnectConfig config, RequestOptions options) {
        byte[] unused = text(model, config, options.apiVersion().orElse("v1alpha"), options);
    }

    /**
     * Writes the setup.
     *
     * @param model the model's name, as the user wrote it
     * @param config the config
     * @param version the API version that it will be sent with
     * @param options may hold further members of the setup
     * @return the text of the message, in UTF-8
     * @throws IllegalArgumentException if the config holds what the service refuses; the message names it and the reason
     */
    static byte[] text(String model, LiveConnectConfig config, String version, RequestOptions options) {
        new FieldRules(version).check(config, CONFIG);
        LiveClientSetup setup = LiveConnectConfigMapping.toSetup(config).toBuilder()
                .model(ModelName.onWire(model))
                .build();
        JsonObject whole = ExtraBody.merge(setup, SETUP, options.extraBody().orElse(JsonObject.empty()));
        return Json.writeBytes(JsonObject.of(Map.of("setup", JsonValue.of(whole))));
    }
}
