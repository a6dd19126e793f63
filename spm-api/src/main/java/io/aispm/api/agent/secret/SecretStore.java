package io.aispm.api.agent.secret;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.contract.agent.AgentId;
import io.aispm.kit.secret.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps agents' secrets, encrypted. */
public interface SecretStore {

    /** What people may see of a secret. */
    record Entry(
            String name,
            @JsonProperty("updated_at") Instant updatedAt,
            @JsonProperty("updated_by") String updatedBy) {}

    /** An agent's secrets, by name, without their values. */
    List<Entry> list(AgentId agent);

    /** Keeps a value, in place of any before. */
    void put(AgentId agent, String name, Secret value, Instant now, String updatedBy);

    /** Removes one; says whether it was there. */
    boolean remove(AgentId agent, String name);

    /** The value, for the agent itself. */
    Optional<Secret> read(AgentId agent, String name);
}
