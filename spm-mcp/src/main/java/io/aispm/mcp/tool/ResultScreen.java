package io.aispm.mcp.tool;

import io.aispm.contract.call.CallContext;
import io.aispm.contract.lineage.Payload;
import io.aispm.guard.Guard;
import io.aispm.guard.GuardOutcome;
import io.aispm.guard.GuardSettings;
import io.aispm.guard.Screening;
import io.aispm.guard.TextKind;
import io.aispm.guard.Verdict;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Lets the guard read what tools bring of others' writing, before an agent does, and labels it. */
@Component
class ResultScreen {

    /** The label that says what the guard thought of a result. */
    static final String VERDICT = "aispm/guard_verdict";

    /** The code of a result that the guard withheld. */
    static final String BLOCKED = "guard_blocked";

    /** The code of a result that the guard could not read, which is withheld too. */
    static final String UNAVAILABLE = "guard_unavailable";

    private final Guard guard;
    private final CallRecorder recorder;
    private final JsonMapper json;

    ResultScreen(Guard guard, CallRecorder recorder, JsonMapper json) {
        this.guard = guard;
        this.recorder = recorder;
        this.json = json;
    }

    ToolResult screened(ToolAnswer.Answered answer, CallContext context) {
        var texts = answer.texts().isEmpty() ? List.of(json.writeValueAsString(answer.structured())) : answer.texts();
        if (!answer.untrusted()) {
            return new ToolResult.Done(answer.structured(), texts, answer.isError(), Map.of());
        }
        var settings = GuardSettings.of(context.settings(), context.guardRoute());
        return switch (guard.screen(
                Screening.of(TextKind.TOOL_RESULT, whole(answer, texts)).under(settings))) {
            case GuardOutcome.Unavailable(var reason) -> {
                recorder.record(context, Payload.GuardDecision.unavailable(TextKind.TOOL_RESULT.stage()));
                yield new ToolResult.Refused(UNAVAILABLE, reason);
            }
            case GuardOutcome.Judged(var judged) -> {
                recorder.record(
                        context,
                        new Payload.GuardDecision(
                                TextKind.TOOL_RESULT.stage(),
                                judged.verdict().toString(),
                                judged.score(),
                                judged.categories(),
                                judged.categoryScores(),
                                judged.signals(),
                                judged.model(),
                                judged.modelVersion(),
                                judged.processingMs()));
                if (judged.verdict() == Verdict.BLOCK) {
                    yield new ToolResult.Refused(
                            BLOCKED,
                            "The tool's result was withheld by the safety guard. ("
                                    + String.join(", ", judged.categories()) + ")");
                }
                var labels = Map.<String, Object>of(
                        "aispm/untrusted", true, VERDICT, judged.verdict().toString());
                yield new ToolResult.Done(answer.structured(), texts, answer.isError(), labels);
            }
        };
    }

    /** All that the agent would read: the texts, and the structured result where they don't repeat it. */
    private String whole(ToolAnswer.Answered answer, List<String> texts) {
        var read = String.join("\n", texts);
        return answer.structured() == null || answer.texts().isEmpty()
                ? read
                : read + "\n" + json.writeValueAsString(answer.structured());
    }
}
