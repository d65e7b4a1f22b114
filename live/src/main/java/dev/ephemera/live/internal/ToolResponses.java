package dev.ephemera.live.internal;

import dev.ephemera.live.LiveTools;
import dev.ephemera.types.Behavior;
import dev.ephemera.types.FunctionCall;
import dev.ephemera.types.FunctionDeclaration;
import dev.ephemera.types.FunctionResponse;
import dev.ephemera.types.JsonObject;
import dev.ephemera.types.JsonValue;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** From what a handler makes of a call to what is sent. Pure. */
final class ToolResponses {

    private static final int MAX_WORDS = 500;

    private final LiveTools tools;

    ToolResponses(LiveTools tools) {
        this.tools = tools;
    }

    /** The last response to a call. */
    FunctionResponse last(FunctionCall call, @Nullable Object result) {
        FunctionResponse response = of(call, result);
        if (response.willContinue().orElse(false)) {
            throw new IllegalArgumentException(
                    "What a handler returns is the last response, so it cannot continue; send the others by progress.");
        }
        return checked(response);
    }

    /** A response to which more follow. */
    FunctionResponse part(FunctionCall call, @Nullable Object result) {
        return checked(of(call, result).toBuilder().willContinue(true).build());
    }

    /** The same response to a call that asks for the same. */
    static FunctionResponse to(FunctionCall call, FunctionResponse response) {
        return response.toBuilder().id(call.id()).name(call.name()).build();
    }

    /** A response in which only a result is set. */
    static FunctionResponse.Builder result(FunctionCall call, @Nullable Object result) {
        FunctionResponse.Builder response = FunctionResponse.builder().response(object(result));
        call.id().ifPresent(response::id);
        call.name().ifPresent(response::name);
        return response;
    }

    /** Tells the model why there is no result. */
    static FunctionResponse error(FunctionCall call, String words) {
        return result(call, Map.of("error", words)).build();
    }

    /**
     * What the model is told of a failure: class and message, not too long.
     *
     * @param redaction takes secrets out, before the text is cut, so that none is left in part
     */
    static String words(Throwable failure, UnaryOperator<String> redaction) {
        String name = failure.getClass().getSimpleName();
        String words = redaction.apply((name.isEmpty() ? failure.getClass().getName() : name)
                + (failure.getMessage() == null ? "" : ": " + failure.getMessage()));
        return words.length() <= MAX_WORDS ? words : words.substring(0, MAX_WORDS) + "…";
    }

    private static FunctionResponse of(FunctionCall call, @Nullable Object result) {
        if (!(result instanceof FunctionResponse response)) {
            return result(call, result).build();
        }
        FunctionResponse.Builder filled = response.toBuilder();
        same("id", call.id(), response.id()).ifPresent(filled::id);
        same("name", call.name(), response.name()).ifPresent(filled::name);
        return filled.response(response.response().orElse(JsonObject.empty())).build();
    }

    private static Optional<String> same(String member, Optional<String> called, Optional<String> answered) {
        if (answered.isPresent() && !answered.equals(called)) {
            throw new IllegalArgumentException("The response has the " + member + " " + answered.get()
                    + ", and the call " + called.orElse("none") + "; leave it out, and it is filled in.");
        }
        return called;
    }

    private static JsonObject object(@Nullable Object result) {
        JsonValue value = JsonValue.of(result);
        return switch (value.kind()) {
            case OBJECT -> value.asObject();
            case NULL -> JsonObject.empty();
            default -> JsonObject.of(Map.of("output", value));
        };
    }

    private FunctionResponse checked(FunctionResponse response) {
        Optional<FunctionDeclaration> declaration = response.name().flatMap(tools::declaration);
        boolean blocks =
                declaration.isPresent() && !declaration.get().behavior().equals(Optional.of(Behavior.NON_BLOCKING));
        if (blocks
                && (response.scheduling().isPresent() || response.willContinue().orElse(false))) {
            throw new IllegalArgumentException(
                    "scheduling and responses that continue are for functions that do not block; declare "
                            + response.name().orElse("") + " with behavior NON_BLOCKING.");
        }
        return response;
    }
}
