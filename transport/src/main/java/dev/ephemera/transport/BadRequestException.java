package dev.ephemera.transport;

/** 400: the request is wrong, or the API key is not valid. Trying again does not help. */
public final class BadRequestException extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param error what is known
     */
    public BadRequestException(ApiError error) {
        super(error);
    }
}
