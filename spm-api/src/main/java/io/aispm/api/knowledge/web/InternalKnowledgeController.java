package io.aispm.api.knowledge.web;

import io.aispm.api.knowledge.AgentDocuments;
import io.aispm.api.knowledge.KnowledgeException;
import io.aispm.contract.call.KnowledgeSearch;
import io.aispm.kit.service.InternalRouteFilter;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where the tool server searches for the agent that calls it. */
@RestController
class InternalKnowledgeController {

    private final AgentDocuments documents;

    InternalKnowledgeController(AgentDocuments documents) {
        this.documents = documents;
    }

    @PostMapping("/internal/knowledge/search")
    KnowledgeSearch.Answer search(HttpServletRequest request, @RequestBody KnowledgeSearch.Question question) {
        if (!"spm-mcp".equals(request.getAttribute(InternalRouteFilter.CALLER))) {
            throw KnowledgeException.notForService();
        }
        return documents.search(question);
    }
}
