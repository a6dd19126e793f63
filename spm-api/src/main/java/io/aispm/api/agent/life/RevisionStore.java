package io.aispm.api.agent.life;

import io.aispm.api.agent.runtime.AgentCode;
import io.aispm.contract.agent.AgentId;
import io.aispm.kit.page.Page;
import io.aispm.kit.page.PageRequest;
import java.time.Instant;
import java.util.Optional;

/** Keeps every version of agents' code, as it was uploaded. */
public interface RevisionStore {

    /** Keeps a version. */
    void add(AgentId agent, int revision, AgentCode code, Instant now, String createdBy);

    /** The code of a version. */
    Optional<AgentCode> find(AgentId agent, int revision);

    /** The packages that a version brings; empty where it brings none. */
    Optional<String> requirements(AgentId agent, int revision);

    /** The versions, newest first. */
    Page<Revision> list(AgentId agent, PageRequest page);
}
