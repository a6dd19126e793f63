package io.aispm.benchmarks.open;

import io.aispm.contract.policy.PolicyDecision;
import io.aispm.kit.policy.PolicyAnswer;
import io.aispm.kit.policy.PolicyEngine;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Takes the place of the policy engine in a gateway whose own work is to be measured, without a word over the wire. */
@AutoConfiguration(beforeName = "io.aispm.kit.KitAutoConfiguration")
@ConditionalOnProperty(name = "spm.opa.enabled", havingValue = "false")
public class OpenPolicies {

    private static final PolicyAnswer ALLOWED =
            new PolicyAnswer.Decided(PolicyDecision.of("allow", "", null, null, "bench"), Duration.ZERO);

    @Bean
    PolicyEngine openPolicyEngine() {
        return _ -> ALLOWED;
    }
}
