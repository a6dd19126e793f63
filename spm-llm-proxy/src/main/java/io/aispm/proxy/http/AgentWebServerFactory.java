package io.aispm.proxy.http;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.servlet.ServletContextInitializer;

/**
 * Makes the server at {@code server.port}. Tomcat stands behind it, where Spring's servlet context wants a container, but
 * listens to nobody; the management port is served by one of its own.
 */
public final class AgentWebServerFactory extends TomcatServletWebServerFactory {

    private final Handler handler;

    /** One whose servers hand all requests to a handler. */
    public AgentWebServerFactory(Handler handler) {
        this.handler = handler;
    }

    @Override
    public WebServer getWebServer(ServletContextInitializer... initializers) {
        return new AgentWebServer(getAddress(), getPort(), handler, super.getWebServer(initializers));
    }
}
