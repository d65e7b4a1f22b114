package dev.ephemera.transport;

/** 5xx: the service failed; raised when the retries did not help. */
public final class ServerException extends ApiException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param error what is known
     */
    public ServerException(ApiError error) {
        super(error);
    }
}
