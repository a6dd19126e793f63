package io.aispm.api.lineage.feed;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.util.UUID;

/**
 * An event of an agent as it stands in the topic; only what says whose it is has been read.
 *
 * @param body the whole event, as it was sent; shared by all who hold it, so nobody writes into it
 */
@SuppressWarnings("ArrayRecordComponent")
public record FeedEntry(Place place, UUID eventId, TenantId tenant, AgentId agent, byte[] body) {

    boolean isOf(TenantId someTenant, AgentId someAgent) {
        return agent.equals(someAgent) && tenant.equals(someTenant);
    }
}
