package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.internal.credential.Fingerprint;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable;
import tools.jackson.databind.node.ObjectNode;

/** Serves {@code POST …/auth_tokens}. */
final class AuthTokensHandler extends Handler.Abstract.NonBlocking {

    /** Answers requests for tokens. */
    interface Answers {

        void answer(Called called, byte[] body, Request request, Response response, Callback callback);
    }

    private static final Logger LOG = System.getLogger("dev.ephemera.emulator");

    private final Answers answers;
    private final int maxBytes;

    AuthTokensHandler(Answers answers, int maxBytes) {
        this.answers = answers;
        this.maxBytes = maxBytes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Optional<Called> called = Called.by(request).filter(route -> !route.isLive());
        if (called.isEmpty() || !HttpMethod.POST.is(request.getMethod())) {
            return false;
        }
        Promise.Invocable<byte[]> read = Promise.Invocable.from(
                Invocable.InvocationType.NON_BLOCKING,
                body -> answer(called.get(), body, request, response, callback),
                failure -> unread(request, response, callback, called.get().form(), failure));
        Content.Source.asByteArrayAsync(request, maxBytes, read);
        return true;
    }

    private void answer(Called called, byte[] body, Request request, Response response, Callback callback) {
        try {
            answers.answer(called, body, request, response, callback);
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "the emulator fails on a request for a token", bug);
            write(request, response, callback, called.form(), ApiError.internal());
        }
    }

    /** Lets the emulator mint them itself. */
    static Answers by(CreateToken createToken) {
        return (called, body, request, response, callback) -> {
            try {
                called.form().check();
                ObjectNode token = createToken.call(called.route().apiVersion(), called.presented(), body);
                AnswerNews.say(
                        request, "token " + Fingerprint.of(token.path("name").asString()));
                write(response, callback, called.form(), HttpStatus.OK_200, token);
            } catch (ApiErrorException refused) {
                write(request, response, callback, called.form(), refused.error());
            }
        };
    }

    private void unread(Request request, Response response, Callback callback, AnswerForm form, Throwable failure) {
        if (failure instanceof IllegalStateException) {
            write(request, response, callback, form, ApiError.tooLarge(maxBytes));
        } else {
            int status = failure instanceof HttpException bad ? bad.getCode() : HttpStatus.REQUEST_TIMEOUT_408;
            Response.writeError(request, response, callback, status);
        }
    }

    private static void write(Request request, Response response, Callback callback, AnswerForm form, ApiError error) {
        AnswerNews.say(request, error.message());
        write(response, callback, form, error.code(), error.toJson());
    }

    private static void write(Response response, Callback callback, AnswerForm form, int status, ObjectNode json) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ApiError.CONTENT_TYPE);
        byte[] text = form.write(json).getBytes(StandardCharsets.UTF_8);
        response.write(true, ByteBuffer.wrap(text), callback);
    }
}
