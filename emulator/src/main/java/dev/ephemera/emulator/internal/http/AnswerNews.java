package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.internal.credential.CredentialText;
import dev.ephemera.emulator.internal.observe.Listeners;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Tells how each request was answered, once it has been; of sessions that open is told elsewhere. */
final class AnswerNews extends Handler.Wrapper {

    private static final String SAID = AnswerNews.class.getName();

    private final Listeners listeners;

    AnswerNews(Listeners listeners, Handler handler) {
        super(handler);
        this.listeners = listeners;
    }

    /** Adds what the answer says to what is told of it. */
    static void say(Request request, String said) {
        request.setAttribute(SAID, said);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Request.addCompletionListener(request, failure -> {
            int status = response.isCommitted() ? response.getStatus() : 0;
            if (status != HttpStatus.SWITCHING_PROTOCOLS_101) {
                String said = Optional.ofNullable(request.getAttribute(SAID))
                        .map(Object::toString)
                        .orElse("");
                listeners.answered(CredentialText.hide(FaultHandler.name(request)), status, CredentialText.hide(said));
            }
        });
        return super.handle(request, response, callback);
    }
}
