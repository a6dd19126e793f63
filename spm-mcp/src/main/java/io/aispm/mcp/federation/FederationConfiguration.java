package io.aispm.mcp.federation;

import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.ToolServers;
import io.aispm.mcp.control.ControlPlane;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Connects federation to the control plane. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class FederationConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Registry registry(ControlPlane control) {
        return new Registry() {
            @Override
            public ToolServers.Answer servers(@Nullable TenantId tenant) throws IOException {
                return control.ask("tools/servers", new ToolServers.Question(tenant), ToolServers.Answer.class);
            }

            @Override
            public ToolServers.Noted seen(ToolServers.Sighting sighting) throws IOException {
                return control.ask("tools/seen", sighting, ToolServers.Noted.class);
            }
        };
    }
}
