package io.aispm.api.knowledge.web;

import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Role;
import io.aispm.api.knowledge.DocumentId;
import io.aispm.api.knowledge.DocumentState;
import io.aispm.api.knowledge.Documents;
import io.aispm.api.knowledge.KnowledgeException;
import io.aispm.kit.page.PageRequest;
import io.aispm.kit.page.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A tenant's documents, as people bring, read and approve them. */
@RestController
@RequestMapping("/api/spm/knowledge")
class KnowledgeController {

    private final Documents documents;

    KnowledgeController(Documents documents) {
        this.documents = documents;
    }

    @PostMapping
    @Allowed({Role.ADMIN, Role.OPERATOR})
    ResponseEntity<DocumentView> upload(Principal person, HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException, IOException {
        var upload = DocumentUpload.of(request);
        var added = documents.upload(person.tenant(), person.sub(), upload.name(), upload.filename(), upload.content());
        return ResponseEntity.created(URI.create("/api/spm/knowledge/" + added.id()))
                .body(DocumentView.of(added));
    }

    @GetMapping
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
    ResponseEntity<List<DocumentView>> list(
            Principal person,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        var wanted = state == null ? null : DocumentState.named(state).orElseThrow(KnowledgeException::unknownState);
        return Pages.respond(documents.list(person.tenant(), wanted, q, page).map(DocumentView::of));
    }

    @GetMapping("/{id}")
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
    DocumentView get(Principal person, @PathVariable DocumentId id) {
        return DocumentView.of(documents.require(person.tenant(), id));
    }

    /** What was read out of the file, and agents would find. */
    @GetMapping(path = "/{id}/text", produces = MediaType.TEXT_PLAIN_VALUE)
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
    ResponseEntity<String> text(Principal person, @PathVariable DocumentId id) {
        return ResponseEntity.ok()
                .header("X-Content-Type-Options", "nosniff")
                .contentType(MediaType.parseMediaType("text/plain;charset=UTF-8"))
                .body(documents.text(person.tenant(), id));
    }

    @PostMapping("/{id}/approve")
    @Allowed(Role.ADMIN)
    DocumentView approve(Principal person, @PathVariable DocumentId id) {
        return DocumentView.of(documents.decide(person.tenant(), person.sub(), id, DocumentState.APPROVED));
    }

    @PostMapping("/{id}/revoke")
    @Allowed(Role.ADMIN)
    DocumentView revoke(Principal person, @PathVariable DocumentId id) {
        return DocumentView.of(documents.decide(person.tenant(), person.sub(), id, DocumentState.REVOKED));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Allowed(Role.ADMIN)
    void delete(Principal person, @PathVariable DocumentId id) {
        documents.delete(person.tenant(), id);
    }
}
