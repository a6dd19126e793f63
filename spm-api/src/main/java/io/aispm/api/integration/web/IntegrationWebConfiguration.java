package io.aispm.api.integration.web;

import io.aispm.api.identity.KnownPath;
import io.aispm.api.integration.IntegrationException;
import io.aispm.api.integration.IntegrationId;
import io.aispm.api.integration.Integrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says which integrations are there, for all who change one. */
@Configuration(proxyBeanMethods = false)
class IntegrationWebConfiguration {

    @Bean
    KnownPath knownIntegrations(Integrations integrations) {
        return new KnownPath(
                "/api/spm/integrations/{id}",
                (tenant, id) -> integrations.require(
                        tenant, IntegrationId.parse(id).orElseThrow(IntegrationException::unknown)));
    }
}
