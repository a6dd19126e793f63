package io.aispm.api.approval.web;

import io.aispm.api.approval.ApprovalException;
import io.aispm.api.approval.ApprovalState;
import io.aispm.api.approval.Approvals;
import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Role;
import io.aispm.kit.page.PageRequest;
import io.aispm.kit.page.Pages;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where people see what waits for them, and decide. */
@RestController
class ApprovalController {

    private final Approvals approvals;

    ApprovalController(Approvals approvals) {
        this.approvals = approvals;
    }

    @GetMapping("/api/spm/approvals")
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
    ResponseEntity<List<ApprovalView>> list(
            Principal person,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        var wanted = state == null ? null : ApprovalState.named(state).orElseThrow(ApprovalException::unknownState);
        return Pages.respond(approvals.list(person.tenant(), wanted, page).map(ApprovalView::of));
    }

    @PostMapping("/api/spm/approvals/{id}/approve")
    @Allowed({Role.ADMIN, Role.OPERATOR})
    ApprovalView approve(
            Principal person, @PathVariable String id, @RequestBody(required = false) @Nullable DecisionBody body) {
        return decide(person, id, body, true);
    }

    @PostMapping("/api/spm/approvals/{id}/deny")
    @Allowed({Role.ADMIN, Role.OPERATOR})
    ApprovalView deny(
            Principal person, @PathVariable String id, @RequestBody(required = false) @Nullable DecisionBody body) {
        return decide(person, id, body, false);
    }

    private ApprovalView decide(Principal person, String id, @Nullable DecisionBody body, boolean approves) {
        var decision = (body == null ? DecisionBody.EMPTY : body).decision(approves);
        return ApprovalView.of(approvals.decide(person.tenant(), uuid(id), person.sub(), decision));
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException malformed) {
            throw ApprovalException.unknown();
        }
    }
}
