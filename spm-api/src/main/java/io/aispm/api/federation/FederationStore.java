package io.aispm.api.federation;

import io.aispm.api.integration.IntegrationId;
import io.aispm.contract.agent.TenantId;
import java.util.List;
import java.util.Optional;

/** Where federated tools are kept. */
public interface FederationStore {

    /** Keeps others from writing tools of the tenant until the transaction ends. */
    void lock(TenantId tenant);

    /** By their names. */
    List<FederatedTool> of(TenantId tenant, IntegrationId integration);

    /** All that were approved and that their servers still have, by their names. */
    List<FederatedTool> approved(TenantId tenant);

    /** Whether some tool of the tenant has the name already. */
    boolean isTaken(TenantId tenant, String name);

    /** Which integration's tools have names that begin so, if any do. */
    Optional<IntegrationId> ownerOf(TenantId tenant, String prefix);

    /** Keeps the tool in place of what was there. */
    void keep(FederatedTool tool);

    void forget(TenantId tenant, IntegrationId integration);
}
