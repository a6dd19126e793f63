package io.aispm.api;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The control plane: a modular monolith of which any number of replicas may run. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class SpmApiApplication {

    /** Starts one replica. */
    public static void main(String[] arguments) {
        SpringApplication.run(SpmApiApplication.class, arguments);
    }
}
