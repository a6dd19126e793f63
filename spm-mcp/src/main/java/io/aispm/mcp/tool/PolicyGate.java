package io.aispm.mcp.tool;

import io.aispm.contract.call.ApprovalQuestion;
import io.aispm.contract.call.CallContext;
import io.aispm.contract.lineage.Payload;
import io.aispm.contract.policy.PolicyDecision;
import io.aispm.contract.policy.PolicyQuestion;
import io.aispm.contract.policy.Stage;
import io.aispm.kit.call.Approvals;
import io.aispm.kit.json.CanonicalJson;
import io.aispm.kit.policy.PolicyAnswer;
import io.aispm.kit.policy.PolicyEngine;
import io.aispm.kit.policy.PolicyRates;
import io.aispm.kit.policy.StepRates;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Puts each call to the policies, and where they want a person to agree, asks whether one has. */
@Component
class PolicyGate {

    private static final String UNAVAILABLE = "policy_unavailable";

    private final PolicyEngine policies;
    private final PolicyRates rates;
    private final Approvals approvals;
    private final CallRecorder recorder;
    private final JsonMapper json;
    private final Clock clock;

    PolicyGate(
            PolicyEngine policies,
            StepRates rates,
            Approvals approvals,
            CallRecorder recorder,
            JsonMapper json,
            Clock clock) {
        this.policies = policies;
        this.rates = new PolicyRates(rates);
        this.approvals = approvals;
        this.recorder = recorder;
        this.json = json;
        this.clock = clock;
    }

    /** Whether the call may be made, and what is to be left out of its arguments and of its result. */
    Leave leave(Tool tool, Map<String, @Nullable Object> arguments, CallContext context) {
        var question = question(asked(tool, arguments), context);
        return switch (rates.hold(question, policies.decide(question))) {
            case PolicyAnswer.Unavailable(var reason, var policy, var took) -> {
                var word = PolicyDecision.Outcome.BLOCK.toString();
                record(
                        context,
                        word,
                        UNAVAILABLE + ": " + reason,
                        policy == null ? List.of() : List.of(policy),
                        null,
                        took.toNanos());
                yield new Leave.Refused(new ToolResult.Refused(UNAVAILABLE, reason), word);
            }
            case PolicyAnswer.Decided(var decision, var took) -> {
                var word = decision.decision().toString();
                record(context, word, decision.reason(), decision.policyIds(), decision.revision(), took.toNanos());
                var given = new Leave.Given(Mask.of(decision), word);
                yield switch (decision.decision()) {
                    case ALLOW, REDACT -> given;
                    case BLOCK ->
                        new Leave.Refused(
                                new ToolResult.Refused("policy_blocked", "Blocked by policy: " + decision.reason()),
                                word);
                    case ESCALATE ->
                        escalated(tool.name(), arguments, context, decision)
                                .<Leave>map(why -> new Leave.Refused(why, word))
                                .orElse(given);
                };
            }
        };
    }

    /**
     * Those of the tools that the policies have nothing against, as far as can be told without arguments. A tool that is
     * listed may still be refused when it is called; nothing of this is recorded or counted, because nothing is done.
     */
    List<Tool> listable(List<Tool> tools, CallContext context) {
        if (tools.isEmpty()) {
            return List.of();
        }
        var asked = tools.stream().map(tool -> asked(tool, Map.of())).toList();
        var answers = policies.decideEach(question(null, context), asked);
        return tools.stream()
                .filter(tool -> answers.get(tool.name()) instanceof PolicyAnswer.Decided(var decision, var _)
                        && mayBeListed(decision))
                .toList();
    }

    private static boolean mayBeListed(PolicyDecision decision) {
        return switch (decision.decision()) {
            case ALLOW, REDACT, ESCALATE -> true;
            case BLOCK -> false;
        };
    }

    /** Goes through where somebody has agreed to this very call; where nobody can say so, it doesn't. */
    private Optional<ToolResult> escalated(
            String name, Map<String, @Nullable Object> arguments, CallContext context, PolicyDecision decision) {
        var turn = context.turn();
        var shown = recorder.redacted(arguments);
        var ruling = approvals.ask(new ApprovalQuestion(
                context.tenantId(),
                context.agent().id(),
                turn.user() == null ? null : turn.user().sub(),
                turn.sessionId(),
                turn.traceId(),
                ApprovalQuestion.Kind.TOOL,
                CanonicalJson.digest(Map.of("tool", name, "arguments", arguments)),
                name + " " + json.writeValueAsString(shown),
                decision.reason(),
                decision.policyIds().isEmpty() ? null : decision.policyIds().getFirst()));
        if (ruling.isEmpty()) {
            return Optional.of(new ToolResult.Refused(
                    "control_plane_unavailable", "Nobody can say now whether this call was approved."));
        }
        return ruling.filter(told -> !told.approved())
                .map(told -> new ToolResult.Refused(
                        "approval_required", "This call needs an approval: " + decision.reason(), told.id()));
    }

    private static PolicyQuestion.Tool asked(Tool tool, Map<String, @Nullable Object> arguments) {
        return new PolicyQuestion.Tool(tool.name(), arguments, tool.manifestApproved());
    }

    private PolicyQuestion question(PolicyQuestion.@Nullable Tool tool, CallContext context) {
        var turn = context.turn();
        var session = turn.sessionId() == null
                ? null
                : new PolicyQuestion.Session(turn.sessionId().toString(), turn.number());
        return new PolicyQuestion(
                Stage.TOOLS,
                context.tenantId(),
                context.agent(),
                turn.user(),
                session,
                null,
                null,
                tool,
                null,
                null,
                context.linkedPolicies(),
                clock.instant());
    }

    private void record(
            CallContext context,
            String decision,
            String reason,
            List<String> ids,
            @Nullable String revision,
            long nanos) {
        recorder.record(
                context,
                new Payload.PolicyDecision(Stage.TOOLS.toString(), decision, reason, ids, revision, nanos / 1e6));
    }
}
