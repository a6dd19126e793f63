package io.aispm.mcp.protocol;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How results of tools are screened. */
@ConfigurationProperties("spm.guard")
record GuardProperties(
        @DefaultValue("0.6") double blockScore,
        @DefaultValue("8") int minTextLen,
        @DefaultValue("5s") Duration timeout) {}
