package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.fault.Fault;
import dev.ephemera.emulator.fault.FaultTarget;
import dev.ephemera.emulator.fault.Faults;
import dev.ephemera.emulator.internal.time.Timeline;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Lets a request meet the fault that is planned for it; one that is planned for the session goes on with the request. */
final class FaultHandler extends Handler.Wrapper {

    private static final String PLANNED = Fault.class.getName();

    private final Faults faults;
    private final Timeline timeline;

    FaultHandler(Faults faults, Timeline timeline, Handler handler) {
        super(handler);
        this.faults = faults;
        this.timeline = timeline;
    }

    /** Returns what is planned for the session that a request asks for. */
    static Optional<Fault> planned(Request request) {
        return Optional.ofNullable((Fault) request.getAttribute(PLANNED));
    }

    /** Names a request in the record of faults. */
    static String name(Request request) {
        return request.getMethod() + " " + Request.unWrap(request).getHttpURI().getPath();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Optional<Fault> taken = target(request).flatMap(faults::take);
        if (taken.isEmpty()) {
            return super.handle(request, response, callback);
        }
        Fault fault = taken.get();
        if (fault.at().inSession()) {
            request.setAttribute(PLANNED, fault);
            return super.handle(request, response, callback);
        }
        Instant met = timeline.now(); // before anybody can know of it, and move the time
        faults.record(fault, name(request), Optional.empty());
        return new FaultyAnswer(fault, timeline, met, this::right).handle(request, response, callback);
    }

    private boolean right(Request request, Response response, Callback callback) throws Exception {
        return isRunning() && super.handle(request, response, callback); // a late one may come after the end
    }

    private static Optional<FaultTarget> target(Request request) {
        return Called.by(request).map(called -> called.route().resource()).flatMap(resource -> {
            if (resource == Route.Resource.AUTH_TOKENS) {
                return Optional.of(FaultTarget.TOKENS).filter(tokens -> HttpMethod.POST.is(request.getMethod()));
            }
            return Optional.of(FaultTarget.LIVE)
                    .filter(live -> request.getHeaders().contains(HttpHeader.UPGRADE));
        });
    }
}
