package dev.ephemera.emulator.internal.http;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProtocolHandlers;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** An HTTP client with no will and no memory of its own: what it does is for those whose requests it hands on. */
final class UpstreamClient {

    private UpstreamClient() {}

    static HttpClient of(ClientConnector connector) {
        HttpClient http = new HttpClient(new HttpClientTransportOverHTTP(connector));
        http.setFollowRedirects(false);
        http.setUserAgentField(null);
        http.setHttpCookieStore(new HttpCookieStore.Empty());
        http.addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarted(LifeCycle started) {
                // They are there from the start on. They answer in the client's place, and fail where the service does
                // not say how to authenticate.
                ProtocolHandlers handlers = http.getProtocolHandlers();
                handlers.remove(WWWAuthenticationProtocolHandler.NAME);
                handlers.remove(ProxyAuthenticationProtocolHandler.NAME);
            }
        });
        return http;
    }
}
