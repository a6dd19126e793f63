package io.aispm.proxy.screen;

import io.aispm.contract.call.CallContext;
import io.aispm.guard.GuardOutcome;
import io.aispm.guard.TextKind;
import io.aispm.guard.Verdict;
import io.aispm.guard.redact.Redactor;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.provider.Content;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Screens an answer that comes in one piece, the arguments of its tool calls too. */
final class WholeAnswer {

    private static final List<String> TEXTS = List.of("content", "reasoning_content", "refusal");

    private final Screened screened;
    private final CallContext call;
    private final Clearance clearance;

    WholeAnswer(Screened screened, CallContext call, Clearance clearance) {
        this.screened = screened;
        this.call = call;
        this.clearance = clearance;
    }

    ObjectNode release(ObjectNode answer) {
        if (!clearance.redact().isEmpty()) {
            redact(answer, Redactor.of(clearance.redact()));
        }
        if (clearance.mode() == GuardMode.ENFORCED) {
            judge(text(answer));
        }
        return answer;
    }

    private void judge(String text) {
        switch (screened.judge(call, TextKind.LLM_REPLY, text)) {
            case GuardOutcome.Judged(var result)
            when result.verdict() == Verdict.BLOCK ->
                throw LlmException.outputBlocked("Answer blocked by output guard.", result.categories());
            case GuardOutcome.Judged _ -> {}
            case GuardOutcome.Unavailable _ -> throw LlmException.guardUnavailable();
        }
    }

    private static String text(JsonNode answer) {
        List<String> texts = new ArrayList<>();
        for (var choice : answer.path("choices").values()) {
            var message = choice.path("message");
            TEXTS.forEach(field -> texts.add(Content.text(message.path(field))));
            for (var toolCall : message.path("tool_calls").values()) {
                texts.add(toolCall.path("function").path("arguments").stringValue(""));
            }
            texts.add(message.path("function_call").path("arguments").stringValue(""));
        }
        texts.removeIf(String::isEmpty);
        return String.join("\n", texts);
    }

    /** Log probabilities and signed thoughts repeat a text as it was: they go. */
    private static void redact(JsonNode answer, Redactor redactor) {
        for (var choice : answer.path("choices").values()) {
            if (choice instanceof ObjectNode object) {
                object.remove("logprobs");
            }
            var message = choice.path("message");
            TEXTS.forEach(field -> redact(message, field, redactor));
            for (var toolCall : message.path("tool_calls").values()) {
                redact(toolCall.path("function"), "arguments", redactor);
            }
            redact(message.path("function_call"), "arguments", redactor);
            if (message instanceof ObjectNode signed) {
                signed.remove("thinking_blocks");
            }
        }
    }

    private static void redact(JsonNode node, String field, Redactor redactor) {
        if (node instanceof ObjectNode object && object.path(field).isString()) {
            object.put(field, redactor.redact(object.path(field).stringValue()).text());
        }
    }
}
