package io.aispm.proxy.http;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.servlet.ServletContextInitializer;

/**
 * Makes the server at {@code server.port}. Tomcat stands behind it, where Spring's servlet context wants a container, but
 * listens to nobody. The management port is served by Tomcat itself: Spring makes another factory of this class for it, by
 * the constructor that takes nothing.
 */
public final class AgentWebServerFactory extends TomcatServletWebServerFactory {

    private final @Nullable Handler handler;
    private final Clock clock;

    /** One whose servers are Tomcat. */
    public AgentWebServerFactory() {
        this(null, Clock.systemUTC());
    }

    /** One whose servers hand all requests to a handler, where there is one. */
    public AgentWebServerFactory(@Nullable Handler handler, Clock clock) {
        this.handler = handler;
        this.clock = clock;
    }

    @Override
    public WebServer getWebServer(ServletContextInitializer... initializers) {
        var tomcat = super.getWebServer(initializers);
        return handler == null ? tomcat : new AgentWebServer(getAddress(), getPort(), handler, clock, tomcat);
    }
}
