package dev.ephemera.live.internal;

import java.util.List;

/** What a refused setup is known to mean: the service's words, cut short and often general, and the way out. Pure. */
final class LikelyCauses {

    /** A beginning or a part of a reason, and what it means. */
    private record Cause(String words, String meaning) {}

    private static final List<Cause> KNOWN = List.of(
            new Cause("API key not valid", "the API key is wrong; check GEMINI_API_KEY"),
            new Cause("API key expired", "the API key has expired; make a new one"),
            new Cause(
                    "unregistered callers",
                    "no credential arrived, or a token was presented to the method for keys; give a token to token(..)"),
            new Cause("API keys are not supported", "the service does not take this key here; try an ephemeral token"),
            new Cause(
                    "Token has been used too many times",
                    "the token has opened as many sessions as its uses allow; mint a new one, or one with more uses"),
            new Cause(
                    "new_session_expire_time deadline exceeded",
                    "the token was to be used earlier; mint a new one, or set newSessionExpireTime (60 seconds by default)"),
            new Cause("Token has expired", "the token's expireTime is over; mint a new one"),
            new Cause("token has expired", "the token's expireTime is over; mint a new one"),
            new Cause(
                    "token-based requests cannot use project-scoped features",
                    "a token cannot open tuned models; use a model of the form models/.."),
            new Cause(
                    "is not found for API version",
                    "the model does not exist, has no Live sessions, or is not in this API version; check its name"),
            new Cause(
                    "Requested entity was not found",
                    "something that the setup names does not exist: the model, a file, a handle; check the names"),
            new Cause(
                    "requested combination of response modalities",
                    "the model does not answer in this modality; most Live models take responseModalities AUDIO alone, and a"
                            + " token that locks everything must set it"),
            new Cause(
                    "Unknown name",
                    "this API version does not know a field of the setup; v1alpha knows more, or leave the field out"),
            new Cause(
                    "Explicit activity control",
                    "activity marks need automaticActivityDetection.disabled, which a token may have locked"),
            new Cause("Invalid session handle", "the resumption handle is wrong or too old; connect without it"),
            new Cause("session not found", "the session that should be resumed is gone; connect without the handle"),
            new Cause("exceeded your current quota", "the project's quota or its number of sessions is used up; wait"),
            new Cause("RESOURCE_EXHAUSTED", "the project's quota or its number of sessions is used up; wait"),
            new Cause("Precondition check failed", "the model does not support something that the setup asks for"),
            new Cause(
                    "Operation is not implemented",
                    "the model does not support something that the setup asks for, such as its tools"),
            new Cause("operation was aborted", "the service gave up, which it does not explain; connect again"),
            new Cause(
                    "invalid argument",
                    "something in the setup is not supported by the model or in this combination (tools, media types,"
                            + " modalities); leave fields out until it works"),
            new Cause(
                    "Internal error",
                    "the service failed, which a setup that differs from the token's lock has caused too"));

    private LikelyCauses() {}

    /** Lists what a reason may mean; empty if nothing is known. */
    static List<String> of(String reason) {
        return KNOWN.stream()
                .filter(cause -> reason.contains(cause.words()))
                .map(Cause::meaning)
                .toList();
    }
}
