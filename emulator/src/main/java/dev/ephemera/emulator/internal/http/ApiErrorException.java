package dev.ephemera.emulator.internal.http;

/** A call is refused. */
final class ApiErrorException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient ApiError error;

    ApiErrorException(ApiError error) {
        super(error.message());
        this.error = error;
    }

    ApiError error() {
        return error;
    }
}
