package io.aispm.api.approval.web;

import io.aispm.api.approval.ApprovalException;
import io.aispm.api.approval.ApprovalStore;
import io.aispm.api.identity.KnownPath;
import io.aispm.contract.agent.TenantId;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says which approvals are there, for all who decide on one. */
@Configuration(proxyBeanMethods = false)
class ApprovalWebConfiguration {

    @Bean
    KnownPath knownApprovals(ApprovalStore approvals) {
        return new KnownPath("/api/spm/approvals/{id}", (tenant, id) -> require(approvals, tenant, id));
    }

    private static void require(ApprovalStore approvals, TenantId tenant, String text) {
        try {
            if (approvals.exists(tenant, UUID.fromString(text))) {
                return;
            }
        } catch (IllegalArgumentException malformed) {
            throw ApprovalException.unknown();
        }
        throw ApprovalException.unknown();
    }
}
