package io.aispm.api.policy.web;

import io.aispm.api.identity.KnownPath;
import io.aispm.api.policy.Policies;
import io.aispm.api.policy.PolicyException;
import io.aispm.api.policy.PolicyId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says which policies are there, for all who change one. */
@Configuration(proxyBeanMethods = false)
class PolicyWebConfiguration {

    @Bean
    KnownPath knownPolicies(Policies policies) {
        return new KnownPath(
                "/api/spm/policies/{id}",
                (tenant, id) -> policies.require(tenant, PolicyId.parse(id).orElseThrow(PolicyException::unknown)));
    }
}
