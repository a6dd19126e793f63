package io.aispm.api.policy;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.time.Instant;
import java.util.List;

/** Which policies are attached to which agents. */
public interface AttachmentStore {

    /** Newest first. */
    List<Attachment> list(TenantId tenant, AgentId agent);

    /** Keeps out all who would change this agent's attachments, until the transaction ends. */
    void lock(AgentId agent);

    /** False where it is attached already. */
    boolean attach(TenantId tenant, AgentId agent, PolicyId policy, Instant at, String by);

    /** False where it was not attached. */
    boolean detach(TenantId tenant, AgentId agent, PolicyId policy);

    /** Forgets an agent that is gone. */
    void forget(TenantId tenant, AgentId agent);
}
