package dev.ephemera.emulator.internal.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Answers what is no call at all, such as an unknown path, with a status and an empty body. */
public final class EmptyErrors extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.write(true, BufferUtil.EMPTY_BUFFER, callback);
        return true;
    }
}
