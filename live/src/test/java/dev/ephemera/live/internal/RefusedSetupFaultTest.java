package dev.ephemera.live.internal;

import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.fault.Fault;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The service closes instead of completing the setup, with each code and reason that PROTOCOL 4.3 knows for that. */
final class RefusedSetupFaultTest extends FaultTable {

    private static final String QUOTA = "the project's quota or its number of sessions is used up; wait";
    private static final String EXPIRED = "the token's expireTime is over; mint a new one";
    private static final String UNSUPPORTED = "the model does not support something that the setup asks for";

    private static final String REFUSED =
            "the service refuses the credential, the model, or something that the setup asks for, without saying which";

    static final List<FaultRow> ROWS = List.of(
            row(1007, "API key not valid. Please pass a valid API key.", "the API key is wrong; check GEMINI_API_KEY"),
            row(1007, "API key expired. Please renew the API key.", "the API key has expired; make a new one"),
            row(
                    1007,
                    "Invalid JSON payload received. Unknown name \"x\" at 'setup': Cannot find field.",
                    "this API version does not know a field of the setup; v1alpha knows more, or leave the field out"),
            row(
                    1007,
                    "setup must be the first message and only the first",
                    "something was sent before the setup; a proxy between may have done that"),
            row(
                    1007,
                    "Request contains an invalid argument.",
                    "something in the setup is not supported by the model or in this combination (tools, media types,"
                            + " modalities); leave fields out until it works"),
            row(1007, "Precondition check failed.", UNSUPPORTED),
            row(
                    1007,
                    "The requested combination of response modalities (TEXT) is not supported by the model",
                    "the model does not answer in this modality; most Live models take responseModalities AUDIO alone, and a"
                            + " token that locks everything must set it"),
            row(1007, "Invalid session handle", "the resumption handle is wrong or too old; connect without it"),
            row(
                    1007,
                    "token-based requests cannot use project-scoped features such as tuned models",
                    "a token cannot open tuned models; use a model of the form models/.."),
            row(
                    1008,
                    "models/m is not found for API version v1beta, or is not supported for bidiGenerateContent. Call ModelServic",
                    "the model does not exist, has no Live sessions, or is not in this API version; check its name"),
            row(
                    1008,
                    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or oth",
                    "no credential arrived, or a token was presented to the method for keys; give a token to token(..)"),
            row(
                    1008,
                    "API keys are not supported by this API. Expected OAuth2 access token or other authentication credentials th",
                    "the service does not take this key here; try an ephemeral token"),
            row(
                    1008,
                    "BidiGenerateContent session not found",
                    "the session that should be resumed is gone; connect without the handle"),
            row(
                    1008,
                    "Requested entity was not found.",
                    "something that the setup names does not exist: the model, a file, a handle; check the names"),
            row(1008, "Operation is not implemented, or supported, or enabled.", UNSUPPORTED + ", such as its tools"),
            row(1008, "The operation was aborted.", "the service gave up, which it does not explain; connect again"),
            row(
                    1011,
                    "Token has been used too many times",
                    "the token has opened as many sessions as its uses allow; mint a new one, or one with more uses"),
            row(
                    1011,
                    "new_session_expire_time deadline exceeded",
                    "the token was to be used earlier; mint a new one, or set newSessionExpireTime (60 seconds by default)"),
            row(1011, "Token has expired", EXPIRED),
            row(
                    1011,
                    "Internal error encountered.",
                    "the service failed, which a setup that differs from the token's lock has caused too"),
            row(1011, "You exceeded your current quota, please check your plan and billing details.", QUOTA),
            row(1011, "RESOURCE_EXHAUSTED", QUOTA),
            row(
                    1000,
                    "",
                    "the service ended the connection without saying why; check the model and the credential, and connect again"),
            row(
                    1007,
                    "",
                    "the service refuses the credential, or something in the setup: a field, a modality, or a combination of"
                            + " settings"),
            row(1008, "", REFUSED),
            row(1008, "Words that nobody has seen yet.", REFUSED),
            row(1011, "", "the service failed, or the token or the quota is used up; wait and connect again"),
            row(4001, "A code of nobody's.", ""),
            FaultRow.refused(
                    "a close frame without code",
                    "`LiveConnectException`: The service refused the session with close code 1005 and no reason. Likely: the"
                            + " service gave neither code nor reason; check the model and the credential, and connect again.",
                    stage -> stage.accepting((peer, frames) -> frames.closeWithoutCode())
                            .failure()),
            FaultRow.refused(
                    "1011 `Internal error encountered.`, and then a reset",
                    "`LiveConnectException`: The service refused the session with close code 1011: Internal error"
                            + " encountered. Likely: the service failed, which a setup that differs from the token's lock has"
                            + " caused too.",
                    stage -> stage.accepting((peer, frames) -> {
                                frames.close(1011, "Internal error encountered.");
                                frames.read(); // the answer; a reset before it may take the close frame with it
                                peer.reset();
                            })
                            .failure()),
            FaultRow.refused(
                    "1011 `RESOURCE_EXHAUSTED`, and the peer never ends the connection (no FIN)",
                    "`LiveConnectException`: The service refused the session with close code 1011: RESOURCE_EXHAUSTED. Likely: "
                            + QUOTA + ".",
                    stage -> stage.accepting((peer, frames) -> {
                                frames.close(1011, "RESOURCE_EXHAUSTED");
                                peer.awaitGone();
                                peer.awaitServerClose();
                            })
                            .failure()),
            FaultRow.refused(
                    "a wrong key (the emulator)",
                    "`LiveConnectException`: The service refused the session with close code 1007: API key not valid. Please"
                            + " pass a valid API key. Likely: the API key is wrong; check GEMINI_API_KEY.",
                    stage -> {
                        stage.emulator(EmulatorOptions.builder().build());
                        stage.client.apiKey("AIza-another-key");
                        return stage.failure();
                    }),
            FaultRow.refused(
                    "a token that nobody has minted (the emulator)",
                    "`LiveConnectException`: The service refused the session with close code 1007: API key not valid. Please"
                            + " pass a valid API key. Likely: the API key is wrong; check GEMINI_API_KEY.",
                    stage -> {
                        stage.emulator(EmulatorOptions.builder().build());
                        stage.client.token(TestLive.TOKEN);
                        return stage.failure();
                    }),
            FaultRow.refused(
                    "1011 to the setup (the emulator's `refuseSetup`)",
                    "`LiveConnectException`: The service refused the session with close code 1011: Token has expired."
                            + " Likely: the token's expireTime is over; mint a new one.",
                    stage -> {
                        stage.emulator(EmulatorOptions.builder().build());
                        stage.emulator().faults().next(Fault.refuseSetup(1011, "Token has expired"));
                        return stage.failure();
                    }));

    private static FaultRow row(int code, String reason, String meaning) {
        return FaultRow.refused(
                code + (reason.isEmpty() ? " without a reason" : " `" + reason + "`"),
                "`LiveConnectException`: The service refused the session with close code " + code
                        + (reason.isEmpty() ? " and no reason" : ": " + reason)
                        + (reason.endsWith(".") ? "" : ".") + (meaning.isEmpty() ? "" : " Likely: " + meaning + "."),
                stage -> stage.accepting((peer, frames) -> frames.close(code, reason))
                        .failure());
    }

    static Stream<Arguments> tries() {
        return onFaces(ROWS);
    }
}
