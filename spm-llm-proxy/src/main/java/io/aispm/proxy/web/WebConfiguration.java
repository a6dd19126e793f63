package io.aispm.proxy.web;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How agents are listened to. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    @Bean
    Presence presence() {
        return new Presence();
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> connections() {
        return server -> server.addEngineValves(new ConnectionValve());
    }
}
