package io.aispm.mcp.tool;

import io.aispm.contract.call.CallContext;
import io.aispm.contract.lineage.Payload;
import io.aispm.guard.Verdict;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The one way to a tool. A call is counted, checked against the tool's schema, put to the policies, done, its result
 * screened as text that others wrote, and recorded, whatever became of it. What can't be decided or screened is refused.
 */
@Component
public class GuardedTools {

    private static final Logger log = LoggerFactory.getLogger(GuardedTools.class);
    private static final int DEFAULT_SECONDS = 30;
    private static final int MOST_STEPS = 6;

    private final SequencedMap<String, Tool> own = new LinkedHashMap<>();
    private final List<ToolShelf> shelves;
    private final JsonSchemaValidator schemas;
    private final ToolRates rates;
    private final PolicyGate policies;
    private final ResultScreen screen;
    private final CallRecorder recorder;

    GuardedTools(
            List<Tool> own,
            List<ToolShelf> shelves,
            JsonSchemaValidator schemas,
            ToolRates rates,
            PolicyGate policies,
            ResultScreen screen,
            CallRecorder recorder) {
        own.forEach(tool -> this.own.put(tool.name(), tool));
        this.shelves = List.copyOf(shelves);
        this.schemas = schemas;
        this.rates = rates;
        this.policies = policies;
        this.screen = screen;
        this.recorder = recorder;
    }

    /** The tools that the agent may call, as far as can be told without arguments; the platform's own come first. */
    public List<Tool> of(CallContext context) {
        var all = new ArrayList<>(own.values());
        shelves.forEach(shelf -> all.addAll(shelf.of(context)));
        return policies.listable(all, context);
    }

    /** How long a call for the agent may take. */
    public static Duration limit(CallContext context) {
        var seconds = context.runtime().get("tool_call_timeout_s");
        return Duration.ofSeconds(seconds instanceof Number number ? number.longValue() : DEFAULT_SECONDS);
    }

    /** Makes one call for the agent and in the turn that the context names. */
    public ToolResult call(String name, Map<String, @Nullable Object> arguments, CallContext context, Course course) {
        var began = System.nanoTime();
        var told = new TreeMap<String, Object>();
        var result = dispatch(name, arguments, context, course, told);
        told.putAll(told(result));
        recorder.record(
                context,
                new Payload.ToolCall(
                        name,
                        recorder.redacted(arguments),
                        result instanceof ToolResult.Done done && !done.isError(),
                        errorOf(result),
                        Duration.ofNanos(System.nanoTime() - began).toMillis()),
                told);
        return result;
    }

    private ToolResult dispatch(
            String name,
            Map<String, @Nullable Object> arguments,
            CallContext context,
            Course course,
            Map<String, Object> told) {
        var tool = find(name, context);
        if (tool.isEmpty()) {
            return new ToolResult.Invalid("Unknown tool: " + name);
        }
        var beyond = rates.refusal(context);
        if (beyond.isPresent()) {
            return beyond.get();
        }
        var next = arguments;
        for (var step = 0; step < MOST_STEPS; step++) {
            var fit = schemas.validate(tool.get().inputSchema(), next);
            if (!fit.valid()) {
                return new ToolResult.Invalid("The arguments of `" + name + "` are not valid: " + fit.errorMessage());
            }
            var leave = policies.leave(tool.get(), next, context);
            told.put("policy_decision", leave.decision());
            if (!(leave instanceof Leave.Given(var mask, var _))) {
                return ((Leave.Refused) leave).why();
            }
            if (course.isCancelled()) {
                return new ToolResult.Refused("cancelled", "The call was cancelled.");
            }
            if (course.isOver()) {
                return new ToolResult.Refused(
                        "tool_failed",
                        "`" + name + "` took longer than " + limit(context).toSeconds() + " s.");
            }
            switch (attempt(tool.get(), mask.arguments(next), context, course)) {
                case ToolAnswer.Again(var others) -> next = others;
                case ToolAnswer.Failed(var sentence) -> {
                    return new ToolResult.Refused("tool_failed", sentence);
                }
                case ToolAnswer.Answered answered -> {
                    return screen.screened(mask.result(answered), context);
                }
            }
        }
        return new ToolResult.Refused("tool_failed", "`" + name + "` was sent from one place to the next too often.");
    }

    private Optional<Tool> find(String name, CallContext context) {
        return Optional.ofNullable(own.get(name))
                .or(() -> shelves.stream()
                        .flatMap(shelf -> shelf.find(name, context).stream())
                        .findFirst());
    }

    private ToolAnswer attempt(Tool tool, Map<String, @Nullable Object> arguments, CallContext context, Course course) {
        try {
            return tool.call(arguments, context, course);
        } catch (RuntimeException defect) {
            log.atError()
                    .addKeyValue("tool", tool.name())
                    .setCause(defect)
                    .log("A tool failed for a reason of its own");
            return new ToolAnswer.Failed("`" + tool.name() + "` failed.");
        }
    }

    /** What the guard said of a result, and how many bytes of it the agent reads. */
    private static Map<String, Object> told(ToolResult result) {
        return switch (result) {
            case ToolResult.Done done -> {
                var bytes = done.texts().stream()
                        .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
                        .sum();
                var verdict = done.labels().get(ResultScreen.VERDICT);
                yield verdict == null ? Map.of("bytes", bytes) : Map.of("bytes", bytes, "guard_verdict", verdict);
            }
            case ToolResult.Refused(var code, var _, var _) ->
                code.equals(ResultScreen.BLOCKED) || code.equals(ResultScreen.UNAVAILABLE)
                        ? Map.of("guard_verdict", Verdict.BLOCK.toString())
                        : Map.of();
            case ToolResult.Invalid _ -> Map.of();
        };
    }

    private static @Nullable String errorOf(ToolResult result) {
        return switch (result) {
            case ToolResult.Done done -> done.isError() ? "tool_failed: the tool says that it failed" : null;
            case ToolResult.Refused(var code, var sentence, var _) -> code + ": " + sentence;
            case ToolResult.Invalid(var sentence) -> "invalid_call: " + sentence;
        };
    }
}
