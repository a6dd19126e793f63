package io.aispm.contract.call;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.util.List;

/** How the tool server searches the documents that an agent may know. */
public interface KnowledgeSearch {

    /**
     * What is looked for, in the approved documents that are linked to the agent.
     *
     * @param maxResults how many passages at most
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Question(
            @JsonProperty("tenant_id") TenantId tenantId,
            @JsonProperty("agent_id") AgentId agentId,
            String query,
            @JsonProperty("max_results") int maxResults) {}

    /**
     * A part of a document that the query's words are found in.
     *
     * @param score how well it fits, 0 to 1
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Passage(
            @JsonProperty("document_id") String documentId, String name, int version, String content, double score) {}

    /** The passages, the best first. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(List<Passage> passages) {}
}
