package dev.ephemera.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.types.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ApiExceptionTest {

    private static Object copy(Object original) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, dev.ephemera.transport.BadRequestException",
        "401, dev.ephemera.transport.UnauthorizedException",
        "403, dev.ephemera.transport.PermissionDeniedException",
        "404, dev.ephemera.transport.NotFoundException",
        "409, dev.ephemera.transport.ApiException",
        "429, dev.ephemera.transport.RateLimitException",
        "503, dev.ephemera.transport.ServerException"
    })
    void exception_whenSerialized_comesBackAsItsKindWithStatusAndWords(int httpStatus, Class<?> kind) throws Exception {
        ApiException original = ApiException.of(ApiError.builder()
                .request("POST /v1alpha/auth_tokens")
                .httpStatus(httpStatus)
                .status("SOME_CODE")
                .message("The service's words.")
                .details(List.of(JsonObject.of(Map.of("@type", "x"))))
                .headers(Map.of("x", List.of("y")))
                .build());

        assertThat(copy(original)).isExactlyInstanceOf(kind).isInstanceOfSatisfying(ApiException.class, copy -> {
            assertThat(copy).hasMessage(original.getMessage());
            assertThat(copy.getStackTrace()).isEqualTo(original.getStackTrace());
            assertThat(copy.httpStatus()).isEqualTo(httpStatus);
            assertThat(copy.status()).isEqualTo("SOME_CODE");
            assertThat(copy.error().message()).isEqualTo("The service's words.");
            assertThat(copy.details()).isEmpty();
            assertThat(copy.headers()).isEmpty();
        });
    }
}
