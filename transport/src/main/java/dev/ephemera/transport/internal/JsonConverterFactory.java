package dev.ephemera.transport.internal;

import dev.ephemera.transport.internal.json.Json;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import retrofit2.Converter;
import retrofit2.Retrofit;
import tools.jackson.core.JacksonException;

/** Reads and writes bodies with {@link Json}. */
final class JsonConverterFactory extends Converter.Factory {

    private static final MediaType JSON = MediaType.get("application/json");

    @Override
    public Converter<?, RequestBody> requestBodyConverter(
            Type type, Annotation[] parameterAnnotations, Annotation[] methodAnnotations, Retrofit retrofit) {
        return value -> RequestBody.create(Json.writeBytes(value), JSON);
    }

    @Override
    public Converter<ResponseBody, ?> responseBodyConverter(Type type, Annotation[] annotations, Retrofit retrofit) {
        return body -> read(body, (Class<?>) type);
    }

    private static Object read(ResponseBody body, Class<?> type) throws IOException {
        byte[] bytes = body.bytes();
        if (bytes.length == 0) {
            throw UnreadableBodyException.of("the response is empty; expected JSON.", "");
        }
        try {
            return Json.read(bytes, type);
        } catch (JacksonException e) { // not kept: it may quote the document
            throw UnreadableBodyException.of(
                    "the response of " + bytes.length + " bytes and content type " + body.contentType()
                            + " is no JSON of the kind expected, or is cut short",
                    new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
