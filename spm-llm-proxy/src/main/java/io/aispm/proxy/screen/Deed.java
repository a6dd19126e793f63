package io.aispm.proxy.screen;

import io.aispm.contract.call.ApprovalQuestion;
import io.aispm.contract.call.CallContext;
import io.aispm.contract.policy.PolicyDecision;
import io.aispm.guard.redact.Redactor;
import io.aispm.kit.json.CanonicalJson;
import io.aispm.proxy.provider.ChatRequest;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What a call does, as people approve it: this model is told this.
 *
 * @param text what is new of it, for people to read
 */
record Deed(String model, JsonNode prompt, String text) {

    private static final int LONGEST = 4_000;

    static Deed of(String model, ChatRequest request) {
        return new Deed(model, request.messages(), PromptText.untrusted(request));
    }

    static Deed of(String model, EmbeddingsInput input) {
        return new Deed(model, input.body().path("input"), input.text());
    }

    ApprovalQuestion question(CallContext call, PolicyDecision decision) {
        var turn = call.turn();
        var subject = model + ": " + Redactor.byDefault().redact(text).text();
        return new ApprovalQuestion(
                call.tenantId(),
                call.agent().id(),
                turn.user() == null ? null : turn.user().sub(),
                turn.sessionId(),
                turn.traceId(),
                ApprovalQuestion.Kind.LLM,
                CanonicalJson.digest(Map.of("model", model, "prompt", prompt)),
                subject.substring(0, Math.min(LONGEST, subject.length())),
                decision.reason(),
                decision.policyIds().isEmpty() ? null : decision.policyIds().getFirst());
    }
}
