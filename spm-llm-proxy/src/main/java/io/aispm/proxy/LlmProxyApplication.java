package io.aispm.proxy;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The gateway between agents and their models. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class LlmProxyApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(LlmProxyApplication.class, arguments);
    }
}
