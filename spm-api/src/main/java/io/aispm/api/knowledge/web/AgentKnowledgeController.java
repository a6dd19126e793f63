package io.aispm.api.knowledge.web;

import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Role;
import io.aispm.api.knowledge.AgentDocuments;
import io.aispm.api.knowledge.Document;
import io.aispm.api.knowledge.KnowledgeException;
import io.aispm.contract.agent.AgentId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The documents of one agent. That the agent is there and the caller's is checked before any of these is reached. */
@RestController
@RequestMapping("/api/spm/agents/{id}/knowledge")
class AgentKnowledgeController {

    private final AgentDocuments documents;

    AgentKnowledgeController(AgentDocuments documents) {
        this.documents = documents;
    }

    @GetMapping
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
    List<DocumentView> list(Principal person, @PathVariable AgentId id) {
        return views(documents.of(person.tenant(), id));
    }

    @PutMapping
    @Allowed(Role.ADMIN)
    List<DocumentView> replace(Principal person, @PathVariable AgentId id, @RequestBody DocumentIds body) {
        return views(documents.replace(person.tenant(), id, body.texts(), person.sub()));
    }

    private static List<DocumentView> views(List<Document> documents) {
        return documents.stream().map(DocumentView::of).toList();
    }

    /** The documents that an agent is to know, and no others. */
    record DocumentIds(@Nullable Object ids) {

        List<String> texts() {
            if (!(ids instanceof List<?> given)) {
                throw KnowledgeException.invalid(List.of("`ids` (a list) is required."));
            }
            return given.stream().map(String::valueOf).toList();
        }
    }
}
