package io.aispm.api.agent.life;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How agents are run.
 *
 * @param readyTimeout how long an agent may take from the start of its process until it says that it is ready
 * @param stopGrace how long an agent may take to finish after it was told to stop
 * @param controllerUrl where agents reach the control plane
 * @param mcpUrl where agents reach their tools
 * @param llmBaseUrl where agents reach models
 * @param kafkaBootstrapServers where agents reach Kafka
 * @param resume whether agents that ran when the platform vanished are started with it
 * @param watchEvery how often agents are looked at
 */
@ConfigurationProperties("spm.agent")
public record AgentProperties(
        @DefaultValue("30s") Duration readyTimeout,
        @DefaultValue("10s") Duration stopGrace,
        @DefaultValue("http://spm-api:8093") String controllerUrl,
        @DefaultValue("http://spm-mcp:8500/mcp") String mcpUrl,
        @DefaultValue("http://spm-llm-proxy:8501/v1") String llmBaseUrl,
        @DefaultValue("kafka-broker:9092") String kafkaBootstrapServers,
        @DefaultValue("false") boolean resume,
        @DefaultValue("500ms") Duration watchEvery) {

    public AgentProperties {
        Assert.isTrue(readyTimeout.isPositive(), "AGENT_READY_TIMEOUT_S must be positive");
        Assert.isTrue(!stopGrace.isNegative(), "spm.agent.stop-grace must not be negative");
        Assert.isTrue(watchEvery.isPositive(), "spm.agent.watch-every must be positive");
    }
}
