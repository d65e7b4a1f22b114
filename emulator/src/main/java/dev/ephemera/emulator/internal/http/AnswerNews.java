package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.internal.credential.CredentialText;
import dev.ephemera.emulator.internal.observe.News;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Tells how each request was answered, once it has been; of sessions that open is told elsewhere. */
final class AnswerNews extends Handler.Wrapper {

    private static final String SAID = AnswerNews.class.getName();

    private final News news;

    AnswerNews(News news, Handler handler) {
        super(handler);
        this.news = news;
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
                String name = CredentialText.hide(FaultHandler.name(request));
                String said = Optional.ofNullable(request.getAttribute(SAID))
                        .map(all -> CredentialText.hide(all.toString()))
                        .orElse("");
                news.add(listener -> listener.answered(name, status, said), 0);
            }
        });
        return super.handle(request, response, callback);
    }
}
