package io.aispm.api.integration;

import io.aispm.contract.agent.TenantId;
import java.util.List;

/** The integrations with this machine's own model, in all tenants. */
@FunctionalInterface
public interface LocalModelRows {

    /**
     * Gives those that the platform made and nobody changed since the model's present address.
     *
     * @param name the row's name, as the platform gives it
     * @return the tenants whose row had another address
     */
    List<TenantId> follow(String connectorType, String name, String address);
}
