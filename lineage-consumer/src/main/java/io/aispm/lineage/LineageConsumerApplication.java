package io.aispm.lineage;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the service that keeps the lineage topic in the database and answers what happened. */
@SpringBootApplication
@EnableScheduling
@ConfigurationPropertiesScan
public class LineageConsumerApplication {

    /** Runs until the process is told to stop. */
    public static void main(String[] args) {
        SpringApplication.run(LineageConsumerApplication.class, args);
    }
}
