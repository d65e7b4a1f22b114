package dev.ephemera.emulator.internal.http;

import dev.ephemera.emulator.Assumption;
import dev.ephemera.emulator.EmulatorOptions;
import dev.ephemera.emulator.internal.credential.Presented;
import dev.ephemera.emulator.internal.credential.Query;
import dev.ephemera.emulator.internal.observe.Warnings;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Reads where a request leads and what it presents, once, and hides its URL from there on: the server's own reading of
 * it fails on what the service takes, such as a key with a percent sign.
 */
final class RoutingHandler extends Handler.Wrapper {

    static final String KEY_HEADER = "x-goog-api-key";
    private static final List<String> CREDENTIAL_HEADERS = List.of(KEY_HEADER, HttpHeader.AUTHORIZATION.asString());
    private static final List<String> CREDENTIAL_PARAMETERS = List.of("key", "access_token", "oauth_token");

    private final EmulatorOptions options;
    private final Warnings warnings;

    RoutingHandler(EmulatorOptions options, Warnings warnings, Handler handler) {
        super(handler);
        this.options = options;
        this.warnings = warnings;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpURI uri = request.getHttpURI();
        Query query = new Query(uri.getQuery());
        String keyHeader = request.getHeaders().get(KEY_HEADER);
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (options.upstream().isEmpty() || options.upstreamKey().isPresent()) {
            lookForRealOnes(query, request.getHeaders());
        }
        Route.of(uri.getPath())
                .filter(this::served)
                .ifPresent(route -> new Called(
                                route, Presented.read(query, keyHeader, authorization), AnswerForm.asked(query))
                        .attach(request));
        HttpURI hidden = HttpURI.build(uri, "/", null, null);
        return super.handle(
                new Request.Wrapper(request) {
                    @Override
                    public HttpURI getHttpURI() {
                        return hidden;
                    }
                },
                response,
                callback);
    }

    /** Looks at every value of each, though only the first may count. */
    private void lookForRealOnes(Query query, HttpFields headers) {
        for (String header : CREDENTIAL_HEADERS) {
            headers.getValuesList(header).forEach(value -> warnings.look("the header " + header, value));
        }
        for (String parameter : CREDENTIAL_PARAMETERS) {
            query.values(parameter).forEach(value -> warnings.look("the query's " + parameter, value));
        }
    }

    private boolean served(Route route) {
        boolean forTokens = route.resource() != Route.Resource.BIDI_GENERATE_CONTENT;
        return switch (route.apiVersion()) {
            case "v1" -> !options.assumes(Assumption.V1_IS_ABSENT) && !(forTokens && tokensNeedV1alpha());
            case "v1beta" -> !(forTokens && tokensNeedV1alpha());
            default -> true;
        };
    }

    private boolean tokensNeedV1alpha() {
        return options.assumes(Assumption.TOKENS_NEED_V1ALPHA);
    }
}
