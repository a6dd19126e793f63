package io.aispm.mcp.tool;

import io.aispm.contract.call.KnowledgeSearch;
import java.io.IOException;

/** Finds passages in the documents that an agent may know. */
@FunctionalInterface
interface KnowledgeLookup {

    /** The passages, the best first. */
    KnowledgeSearch.Answer search(KnowledgeSearch.Question question) throws IOException;
}
