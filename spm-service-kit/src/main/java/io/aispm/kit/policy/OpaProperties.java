package io.aispm.kit.policy;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/** Where the policy engine is and how long an answer may take. */
@ConfigurationProperties("spm.opa")
public record OpaProperties(
        @DefaultValue("http://opa:8181") URI url,
        @DefaultValue("2s") Duration timeout) {

    public OpaProperties {
        Assert.isTrue(timeout.isPositive(), "OPA_TIMEOUT_S must be positive");
    }
}
