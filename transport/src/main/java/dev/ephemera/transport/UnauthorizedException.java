package dev.ephemera.transport;

/** 401: the credentials are not accepted. */
public final class UnauthorizedException extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param error what is known
     */
    public UnauthorizedException(ApiError error) {
        super(error);
    }
}
