package dev.ephemera.transport.internal;

import dev.ephemera.transport.InvalidResponseException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
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
        return body -> {
            byte[] bytes = body.bytes();
            try {
                return Json.read(bytes, (Class<?>) type);
            } catch (JacksonException e) {
                // Jackson's own message quotes the document, which may hold a secret.
                throw new InvalidResponseException(
                        bytes.length == 0
                                ? "the response is empty; expected JSON."
                                : "the response of " + bytes.length + " bytes is no JSON of a "
                                        + ((Class<?>) type).getSimpleName() + ", or is cut short; content type "
                                        + body.contentType() + ".",
                        null);
            }
        };
    }
}
