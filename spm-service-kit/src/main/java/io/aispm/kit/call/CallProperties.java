package io.aispm.kit.call;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Where the control plane is asked, and how long an answer counts.
 *
 * @param url the people's listener of spm-api; null in services that serve no agent
 * @param fresh at most a second, because a stopped agent's tokens must be dead everywhere by then
 */
@ConfigurationProperties("spm.controller")
public record CallProperties(
        @Nullable URI url,
        @DefaultValue("2s") Duration timeout,
        @DefaultValue("800ms") Duration fresh,
        @DefaultValue("20000") int cached) {

    public CallProperties {
        Assert.isTrue(fresh.toMillis() <= 1_000, "spm.controller.fresh must be at most one second");
    }
}
