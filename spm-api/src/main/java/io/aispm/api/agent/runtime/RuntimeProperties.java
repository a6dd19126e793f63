package io.aispm.api.agent.runtime;

import java.net.URI;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Where agents are run, with which Python, and the only addresses that they can reach, as they see them. */
@ConfigurationProperties("spm.agent")
record RuntimeProperties(
        @DefaultValue("python3") String python,
        @DefaultValue("/var/lib/aispm/agents") Path runDir,
        URI controllerUrl,
        URI mcpUrl,
        URI llmBaseUrl,
        String kafkaBootstrapServers) {}
