package io.aispm.api.policy.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Role;
import io.aispm.api.policy.Attachment;
import io.aispm.api.policy.Attachments;
import io.aispm.api.policy.PolicyId;
import io.aispm.contract.agent.AgentId;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The policies of one agent. That the agent is there and the caller's is checked before any of these is reached. */
@RestController
@RequestMapping("/api/spm/agents/{id}/policies")
class AgentPolicyController {

    private final Attachments attachments;

    AgentPolicyController(Attachments attachments) {
        this.attachments = attachments;
    }

    @GetMapping
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
    List<AttachmentView> list(Principal principal, @PathVariable AgentId id) {
        return views(attachments.of(principal.tenant(), id));
    }

    @PutMapping
    @Allowed(Role.ADMIN)
    List<AttachmentView> replace(Principal principal, @PathVariable AgentId id, @RequestBody PolicyIds body) {
        return views(attachments.replace(principal.tenant(), id, body.ids(), principal.sub()));
    }

    @PostMapping("/{policy}")
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed(Role.ADMIN)
    AttachmentView attach(Principal principal, @PathVariable AgentId id, @PathVariable PolicyId policy) {
        return AttachmentView.of(attachments.attach(principal.tenant(), id, policy, principal.sub()));
    }

    @DeleteMapping("/{policy}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Allowed(Role.ADMIN)
    void detach(Principal principal, @PathVariable AgentId id, @PathVariable PolicyId policy) {
        attachments.detach(principal.tenant(), id, policy, principal.sub());
    }

    private static List<AttachmentView> views(List<Attachment> attachments) {
        return attachments.stream().map(AttachmentView::of).toList();
    }

    record AttachmentView(
            @JsonProperty("policy_id") PolicyId policyId,
            @JsonProperty("attached_at") Instant attachedAt,
            @JsonProperty("attached_by") String attachedBy) {

        static AttachmentView of(Attachment attachment) {
            return new AttachmentView(attachment.policyId(), attachment.attachedAt(), attachment.attachedBy());
        }
    }
}
