package dev.ephemera.transport;

/** 404: the address or the API version does not exist. */
public final class NotFoundException extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param error what is known
     */
    public NotFoundException(ApiError error) {
        super(error);
    }
}
