package dev.ephemera.transport;

/** 403: there are no credentials, or they do not allow this. */
public final class PermissionDeniedException extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param error what is known
     */
    public PermissionDeniedException(ApiError error) {
        super(error);
    }
}
