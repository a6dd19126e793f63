package io.aispm.api.agent.log;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How much of agents' logging is recorded.
 *
 * @param linesPerMinute how many lines of {@code aispm.log} each agent has recorded; so many may come at once
 */
@ConfigurationProperties("spm.agent.log")
record LogProperties(@DefaultValue("600") int linesPerMinute) {

    LogProperties {
        Assert.isTrue(linesPerMinute > 0, "SPM_AGENT_LOG_LINES_PER_MINUTE must be positive");
    }
}
