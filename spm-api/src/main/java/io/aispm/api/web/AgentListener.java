package io.aispm.api.web;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Opens the second port, the only part of the control plane that agents can reach. What arrives there is told apart by
 * its local port, see {@link AgentListenerFilter}.
 */
@Component
public class AgentListener implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");

    AgentListener(ListenerProperties properties) {
        connector.setPort(properties.port());
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
            protocol.setExecutor(new VirtualThreadTaskExecutor("agents-"));
            if (server.getAddress() != null) {
                protocol.setAddress(server.getAddress());
            }
        }
        server.addAdditionalConnectors(connector);
    }

    /** The port that is open, once the server has started. */
    public int port() {
        return connector.getLocalPort();
    }
}
