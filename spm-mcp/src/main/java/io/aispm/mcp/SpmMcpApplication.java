package io.aispm.mcp;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The tool server of agents; any number of replicas may run. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SpmMcpApplication {

    /** Starts one replica. */
    public static void main(String[] arguments) {
        SpringApplication.run(SpmMcpApplication.class, arguments);
    }
}
