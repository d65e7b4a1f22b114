package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.credential.Presented;
import dev.ephemera.emulator.internal.credential.Query;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Reads of a request where it leads and what it presents. Pure. */
record Routes(EmulatorOptions options) {

    Optional<Route> of(Request request) {
        return Route.of(request.getHttpURI().getPath())
                .filter(route -> !route.apiVersion().equals("v1") || !options.assumes(Assumption.V1_IS_ABSENT));
    }

    static Presented presented(Request request) {
        return Presented.read(
                new Query(request.getHttpURI().getQuery()),
                request.getHeaders().get("x-goog-api-key"),
                request.getHeaders().get(HttpHeader.AUTHORIZATION));
    }
}
