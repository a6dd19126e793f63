package io.aispm.api.policy;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.page.Cursor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where policies are kept, each with all its versions. */
public interface PolicyStore {

    /** Keeps a new policy and its first version; false where its id is taken. */
    boolean add(Policy policy, String module, boolean loaded);

    Optional<Policy> find(TenantId tenant, PolicyId id);

    /** Newest first, from the cursor on. */
    List<Policy> list(TenantId tenant, int limit, @Nullable Cursor after);

    /** Keeps out other writers of this policy until the transaction ends; false where there is none. */
    boolean lock(TenantId tenant, PolicyId id);

    /** The number of the version after all others. */
    int nextVersion(TenantId tenant, PolicyId id);

    /** Keeps a version that doesn't count yet. */
    void addVersion(TenantId tenant, PolicyId id, PolicyVersion version, String module);

    /** What the policy says from now on; a version older than the one that counts changes nothing. */
    void change(Policy policy);

    /** Marks a policy as one that the engine must have; false where it is marked already. */
    boolean load(TenantId tenant, PolicyId id);

    /** False where it is attached, is a default, or there is none. */
    boolean delete(TenantId tenant, PolicyId id);

    /** Those that count or have counted, newest first. */
    List<PolicyVersion> versions(TenantId tenant, PolicyId id);

    /** The agents it is attached to. */
    List<AgentId> attachedTo(TenantId tenant, PolicyId id);
}
