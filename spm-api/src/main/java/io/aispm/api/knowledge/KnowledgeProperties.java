package io.aispm.api.knowledge;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How much documents may take.
 *
 * @param readTimeout how long reading the text of one file may take
 * @param readMemory how much memory reading one file may take
 * @param tenantText how much text all documents of a tenant may hold
 */
@ConfigurationProperties("spm.knowledge")
public record KnowledgeProperties(
        @DefaultValue("30s") Duration readTimeout,
        @DefaultValue("384MB") DataSize readMemory,
        @DefaultValue("512MB") DataSize tenantText) {

    public KnowledgeProperties {
        Assert.isTrue(readTimeout.isPositive(), "spm.knowledge.read-timeout must be positive");
        Assert.isTrue(readMemory.toMegabytes() >= 64, "spm.knowledge.read-memory must be at least 64MB");
    }
}
