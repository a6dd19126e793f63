package io.aispm.api.approval.web;

import io.aispm.api.approval.ApprovalException;
import io.aispm.api.approval.Approvals;
import io.aispm.contract.call.ApprovalQuestion;
import io.aispm.kit.service.InternalRouteFilter;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where gateways ask, each for the kind of calls that it serves. */
@RestController
class InternalApprovalController {

    private final Approvals approvals;

    InternalApprovalController(Approvals approvals) {
        this.approvals = approvals;
    }

    @PostMapping("/internal/approvals")
    ApprovalQuestion.Ruling ask(HttpServletRequest request, @RequestBody ApprovalQuestion question) {
        var serves = switch (question.kind()) {
            case LLM -> "spm-llm-proxy";
            case TOOL -> "spm-mcp";
            case PROMPT, OUTPUT, POSTURE -> "nobody";
        };
        if (!serves.equals(request.getAttribute(InternalRouteFilter.CALLER))) {
            throw ApprovalException.notForService();
        }
        return approvals.ask(question);
    }
}
