package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.internal.credential.Query;
import dev.ephemera.emulator.internal.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an answer is written, by the query. Pure. The other parameters that every Google API knows are taken and make no
 * difference: {@code $.xgafv}, {@code callback}, {@code fields}, {@code quotaUser}, {@code uploadType}.
 *
 * @param alt the format; the emulator writes {@code json} alone
 * @param pretty whether it is spread over lines
 */
record AnswerForm(String alt, boolean pretty) {

    private static final String JSON = "json";

    static AnswerForm asked(Query query) {
        return new AnswerForm(
                query.value("alt").filter(alt -> !alt.isEmpty()).orElse(JSON),
                query.value("prettyPrint").filter("false"::equals).isEmpty());
    }

    /**
     * Refuses a format that is not written here.
     *
     * @throws ApiErrorException for anything but JSON
     */
    void check() throws ApiErrorException {
        if (!alt.equals(JSON)) {
            throw new ApiErrorException(ApiError.invalidArgument(
                    "The emulator answers in JSON only, and alt asks for another format; use alt=json."));
        }
    }

    String write(ObjectNode json) {
        return pretty ? Json.pretty(json) : Json.compact(json);
    }
}
