package io.aispm.mcp.tool;

import io.aispm.contract.call.ApprovalQuestion;
import io.aispm.contract.call.CallContext;
import io.aispm.contract.lineage.Payload;
import io.aispm.contract.policy.PolicyDecision;
import io.aispm.contract.policy.PolicyQuestion;
import io.aispm.contract.policy.Stage;
import io.aispm.guard.Guard;
import io.aispm.guard.GuardOutcome;
import io.aispm.guard.GuardSettings;
import io.aispm.guard.Screening;
import io.aispm.guard.TextKind;
import io.aispm.guard.Verdict;
import io.aispm.guard.redact.Redactor;
import io.aispm.kit.call.Approvals;
import io.aispm.kit.json.CanonicalJson;
import io.aispm.kit.lineage.LineageEvents;
import io.aispm.kit.lineage.LineageProducer;
import io.aispm.kit.policy.PolicyAnswer;
import io.aispm.kit.policy.PolicyEngine;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one way to a tool. A call is checked against the tool's schema, put to the policies, done, its result screened as
 * text that others wrote, and recorded, whatever became of it. What can't be decided or screened is refused.
 */
@Component
public class GuardedTools {

    private static final Logger log = LoggerFactory.getLogger(GuardedTools.class);

    private final SequencedMap<String, Tool> tools = new LinkedHashMap<>();
    private final JsonSchemaValidator schemas;
    private final PolicyEngine policies;
    private final Approvals approvals;
    private final Guard guard;
    private final Redactor redactor = Redactor.byDefault();
    private final LineageProducer lineage;
    private final LineageEvents events;
    private final JsonMapper json;
    private final Clock clock;

    GuardedTools(
            List<Tool> tools,
            JsonSchemaValidator schemas,
            PolicyEngine policies,
            Approvals approvals,
            Guard guard,
            LineageProducer lineage,
            LineageEvents events,
            JsonMapper json,
            Clock clock) {
        tools.forEach(tool -> this.tools.put(tool.name(), tool));
        this.schemas = schemas;
        this.policies = policies;
        this.approvals = approvals;
        this.guard = guard;
        this.lineage = lineage;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    /** The tools there are. */
    public Collection<Tool> all() {
        return tools.values();
    }

    /** Makes one call for the agent and in the turn that the context names. */
    public ToolResult call(String name, Map<String, @Nullable Object> arguments, CallContext context) {
        var began = System.nanoTime();
        var result = dispatch(name, arguments, context);
        record(
                context,
                new Payload.ToolCall(
                        name,
                        redacted(arguments),
                        result instanceof ToolResult.Done,
                        errorOf(result),
                        millisSince(began)));
        return result;
    }

    private ToolResult dispatch(String name, Map<String, @Nullable Object> arguments, CallContext context) {
        var tool = tools.get(name);
        if (tool == null) {
            return new ToolResult.Invalid("Unknown tool: " + name);
        }
        var fit = schemas.validate(tool.inputSchema(), arguments);
        if (!fit.valid()) {
            return new ToolResult.Invalid("The arguments of `" + name + "` are not valid: " + fit.errorMessage());
        }
        return refusal(name, arguments, context).orElseGet(() -> screened(attempt(tool, arguments, context), context));
    }

    private Optional<ToolResult> refusal(String name, Map<String, @Nullable Object> arguments, CallContext context) {
        return switch (policies.decide(question(name, arguments, context))) {
            case PolicyAnswer.Unavailable away -> {
                recordDecision(
                        context,
                        "unavailable",
                        away.reason(),
                        List.of(),
                        null,
                        away.took().toNanos());
                yield Optional.of(new ToolResult.Refused("policy_unavailable", away.reason()));
            }
            case PolicyAnswer.Decided(var decision, var took) -> {
                recordDecision(
                        context,
                        decision.decision().toString(),
                        decision.reason(),
                        decision.policyIds(),
                        decision.revision(),
                        took.toNanos());
                yield switch (decision.decision()) {
                    case ALLOW, REDACT -> Optional.empty();
                    case BLOCK ->
                        Optional.of(
                                new ToolResult.Refused("policy_blocked", "Blocked by policy: " + decision.reason()));
                    case ESCALATE -> escalated(name, arguments, context, decision);
                };
            }
        };
    }

    /** Goes through where somebody has agreed to this very call; where nobody can say so, it doesn't. */
    private Optional<ToolResult> escalated(
            String name, Map<String, @Nullable Object> arguments, CallContext context, PolicyDecision decision) {
        var turn = context.turn();
        var ruling = approvals.ask(new ApprovalQuestion(
                context.tenantId(),
                context.agent().id(),
                turn.user() == null ? null : turn.user().sub(),
                turn.sessionId(),
                turn.traceId(),
                ApprovalQuestion.Kind.TOOL,
                CanonicalJson.digest(Map.of("tool", name, "arguments", arguments)),
                name + " " + json.writeValueAsString(redacted(arguments)),
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

    private ToolAnswer attempt(Tool tool, Map<String, @Nullable Object> arguments, CallContext context) {
        try {
            return tool.call(arguments, context);
        } catch (RuntimeException defect) {
            log.atError()
                    .addKeyValue("tool", tool.name())
                    .setCause(defect)
                    .log("A tool failed for a reason of its own");
            return new ToolAnswer.Failed("`" + tool.name() + "` failed.");
        }
    }

    private ToolResult screened(ToolAnswer answer, CallContext context) {
        return switch (answer) {
            case ToolAnswer.Failed(var sentence) -> new ToolResult.Refused("tool_failed", sentence);
            case ToolAnswer.Answered(var result, var untrusted) ->
                untrusted ? screened(result, context) : new ToolResult.Done(result, Map.of());
        };
    }

    private ToolResult screened(Map<String, Object> result, CallContext context) {
        var text = json.writeValueAsString(result);
        var settings = GuardSettings.of(context.settings(), context.guardRoute());
        return switch (guard.screen(Screening.of(TextKind.TOOL_RESULT, text).under(settings))) {
            case GuardOutcome.Unavailable away -> new ToolResult.Refused("guard_unavailable", away.reason());
            case GuardOutcome.Judged(var judged) -> {
                record(
                        context,
                        new Payload.GuardDecision(
                                TextKind.TOOL_RESULT.stage(),
                                judged.verdict().toString(),
                                judged.score(),
                                judged.categories(),
                                judged.model(),
                                judged.modelVersion(),
                                judged.processingMs()));
                if (judged.verdict() == Verdict.BLOCK) {
                    yield new ToolResult.Refused(
                            "guard_blocked",
                            "The tool's result was withheld by the safety guard. ("
                                    + String.join(", ", judged.categories()) + ")");
                }
                var labels = Map.<String, Object>of(
                        "aispm/untrusted",
                        true,
                        "aispm/guard_verdict",
                        judged.verdict().toString());
                yield new ToolResult.Done(result, labels);
            }
        };
    }

    private PolicyQuestion question(String name, Map<String, @Nullable Object> arguments, CallContext context) {
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
                new PolicyQuestion.Tool(name, arguments, null),
                null,
                null,
                context.linkedPolicies(),
                clock.instant());
    }

    private void recordDecision(
            CallContext context,
            String decision,
            String reason,
            List<String> ids,
            @Nullable String revision,
            long nanos) {
        record(
                context,
                new Payload.PolicyDecision(Stage.TOOLS.toString(), decision, reason, ids, revision, nanos / 1e6));
    }

    private void record(CallContext context, Payload payload) {
        var turn = context.turn();
        var user = turn.user() == null ? null : turn.user().sub();
        lineage.emit(
                events.of(context.tenantId(), context.agent().id(), turn.sessionId(), turn.traceId(), user, payload));
    }

    private Map<String, @Nullable Object> redacted(Map<String, @Nullable Object> arguments) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        arguments.forEach((key, value) -> shown.put(key, redactor.redactValue(value)));
        return shown;
    }

    private static @Nullable String errorOf(ToolResult result) {
        return switch (result) {
            case ToolResult.Done _ -> null;
            case ToolResult.Refused(var code, var sentence, var _) -> code + ": " + sentence;
            case ToolResult.Invalid(var sentence) -> "invalid_call: " + sentence;
        };
    }

    private static long millisSince(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }
}
