package io.aispm.api.posture.web;

import io.aispm.api.agent.AgentException;
import io.aispm.api.agent.Agents;
import io.aispm.api.identity.KnownPath;
import io.aispm.api.posture.PostureException;
import io.aispm.api.posture.PostureStore;
import io.aispm.contract.agent.AgentId;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says which agents, drifts and planned changes are there, before a body is looked at. */
@Configuration(proxyBeanMethods = false)
class PostureWebConfiguration {

    @Bean
    KnownPath knownAgentsOfPosture(Agents agents) {
        return new KnownPath(
                "/api/spm/posture/agents/{id}",
                (tenant, id) -> agents.require(tenant, new AgentId(uuid(id, AgentException::unknown))));
    }

    @Bean
    KnownPath knownDrifts(PostureStore store) {
        return new KnownPath("/api/spm/posture/drift/{id}", (tenant, id) -> {
            if (store.drift(tenant, uuid(id, PostureException::unknownDrift)).isEmpty()) {
                throw PostureException.unknownDrift();
            }
        });
    }

    @Bean
    KnownPath knownPlannedChanges(PostureStore store) {
        return new KnownPath("/api/spm/posture/changes/{id}", (tenant, id) -> {
            if (store.change(tenant, uuid(id, PostureException::unknownChange)).isEmpty()) {
                throw PostureException.unknownChange();
            }
        });
    }

    private static UUID uuid(String text, Supplier<? extends RuntimeException> unknown) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw unknown.get();
        }
    }
}
