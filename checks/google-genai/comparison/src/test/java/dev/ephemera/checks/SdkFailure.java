package dev.ephemera.checks;

/** What a client raises, in its own words. */
@SuppressWarnings("serial")
final class SdkFailure extends RuntimeException {

    SdkFailure(String message) {
        super(message);
    }
}
