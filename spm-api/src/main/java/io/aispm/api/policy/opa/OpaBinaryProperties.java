package io.aispm.api.policy.opa;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How policies are compiled and loaded.
 *
 * @param opaBinary OPA's program, a path or a name on the PATH
 * @param compileTimeout how long it may take over one policy
 * @param loadTimeout how long a write waits for the engine to have it
 */
@ConfigurationProperties("spm.policy")
record OpaBinaryProperties(
        @DefaultValue("opa") String opaBinary,
        @DefaultValue("5s") Duration compileTimeout,
        @DefaultValue("5s") Duration loadTimeout) {

    OpaBinaryProperties {
        Assert.isTrue(compileTimeout.isPositive(), "spm.policy.compile-timeout must be positive");
        Assert.isTrue(loadTimeout.isPositive(), "spm.policy.load-timeout must be positive");
    }
}
