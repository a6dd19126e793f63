package io.aispm.proxy.screen;

import io.aispm.contract.call.CallContext;
import io.aispm.guard.GuardOutcome;
import io.aispm.guard.GuardResult;
import io.aispm.guard.TextKind;
import io.aispm.guard.Verdict;
import io.aispm.guard.redact.Redactor;
import io.aispm.guard.stream.Release;
import io.aispm.guard.stream.StreamScreen;
import io.aispm.guard.stream.Window;
import io.aispm.guard.stream.WindowVerdict;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.provider.Chunk;
import io.aispm.proxy.provider.Content;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Releases a streamed answer in screened windows: what a model says, thinks or refuses by, each by itself, and the
 * arguments of tool calls once they are whole. What this gate doesn't know it doesn't let pass.
 */
final class ScreenedGate implements AnswerGate {

    private static final List<String> TEXTS = List.of("content", "reasoning_content", "refusal");

    private final Screened screened;
    private final CallContext call;
    private final Clearance clearance;
    private final Clock clock;
    private final Map<Track, Text> texts = new TreeMap<>();
    private final Map<Integer, HeldToolCalls> toolCalls = new TreeMap<>();
    private ObjectNode head = JsonNodeFactory.instance.objectNode();
    private @Nullable GuardResult worst;
    private boolean guardFailed;

    ScreenedGate(Screened screened, CallContext call, Clearance clearance, Clock clock) {
        this.screened = screened;
        this.call = call;
        this.clearance = clearance;
        this.clock = clock;
    }

    @Override
    public boolean holds() {
        return true;
    }

    @Override
    public List<Chunk> take(Chunk chunk) {
        var choices = chunk.json().path("choices");
        if (choices.isEmpty()) {
            return List.of(chunk);
        }
        head = chunk.json().deepCopy();
        head.remove(List.of("choices", "usage"));
        List<Chunk> passing = new ArrayList<>();
        for (var choice : choices.values()) {
            take(choice, passing);
        }
        return passing;
    }

    private void take(JsonNode choice, List<Chunk> passing) {
        var index = choice.path("index").asInt(0);
        var delta = choice.path("delta");
        if (delta.path("role").isString()) {
            passing.add(made(index, "role", delta.path("role").stringValue()));
        }
        for (var field : TEXTS) {
            var text = Content.text(delta.path(field));
            if (!text.isEmpty()) {
                var track = new Track(index, TEXTS.indexOf(field));
                var screen = texts.computeIfAbsent(track, _ -> new Text(new StreamScreen(redactor(), this::judge)));
                released(track, screen, screen.screen().accept(text, clock.instant()), passing);
            }
        }
        if (!delta.path("tool_calls").isEmpty()) {
            toolCalls.computeIfAbsent(index, _ -> new HeldToolCalls()).take(delta.path("tool_calls"));
        }
        if (choice.path("finish_reason").isString()) {
            flush(index, passing);
            var chunk = chunk(index, JsonNodeFactory.instance.objectNode());
            ((ObjectNode) chunk.json().path("choices").path(0)).set("finish_reason", choice.path("finish_reason"));
            passing.add(chunk);
        }
    }

    @Override
    public List<Chunk> tick() {
        List<Chunk> passing = new ArrayList<>();
        texts.forEach((track, text) -> released(track, text, text.screen().tick(clock.instant()), passing));
        return passing;
    }

    @Override
    public Optional<Instant> dueAt() {
        return texts.values().stream()
                .flatMap(text -> text.screen().dueAt().stream())
                .min(Instant::compareTo);
    }

    @Override
    public List<Chunk> finish() {
        List<Chunk> passing = new ArrayList<>();
        texts.keySet().stream().map(Track::choice).distinct().toList().forEach(index -> flush(index, passing));
        List.copyOf(toolCalls.keySet()).forEach(index -> flush(index, passing));
        record();
        return passing;
    }

    /** Many windows make one decision in lineage: the gravest. */
    private void record() {
        if (guardFailed) {
            screened.recordUnavailable(call, TextKind.LLM_REPLY);
        } else if (worst != null) {
            screened.record(call, TextKind.LLM_REPLY, worst);
        }
    }

    private void flush(int index, List<Chunk> passing) {
        texts.forEach((track, text) -> {
            if (track.choice() == index) {
                released(track, text, text.screen().finish(clock.instant()), passing);
            }
        });
        var held = toolCalls.remove(index);
        if (held != null) {
            var whole = held.release(redactor());
            if (judge(new Window(held.text(), 0, true)) instanceof WindowVerdict.Stop stop) {
                throw stopped(stop);
            }
            var delta = JsonNodeFactory.instance.objectNode();
            delta.set("tool_calls", whole);
            passing.add(chunk(index, delta));
        }
    }

    private void released(Track track, Text text, List<Release> releases, List<Chunk> passing) {
        for (var release : releases) {
            switch (release) {
                case Release.Text(var more) -> {
                    text.sent += more.length();
                    passing.add(made(track.choice(), TEXTS.get(track.field()), more));
                }
                case Release.Redacted(var whole, var _) -> {
                    var more = whole.substring(text.sent);
                    text.sent = whole.length();
                    passing.add(made(track.choice(), TEXTS.get(track.field()), more));
                }
                case Release.Stopped(var stop) -> throw stopped(stop);
            }
        }
    }

    private LlmException stopped(WindowVerdict.Stop stop) {
        record();
        return "guard_unavailable".equals(stop.code())
                ? LlmException.guardUnavailable()
                : LlmException.outputBlocked(stop.message(), stop.categories());
    }

    private WindowVerdict judge(Window window) {
        if (clearance.mode() != GuardMode.ENFORCED || window.text().isBlank()) {
            return new WindowVerdict.Pass();
        }
        return switch (screened.ask(call, TextKind.LLM_REPLY, window.text())) {
            case GuardOutcome.Judged(var result) -> {
                worst = worst == null || result.score() >= worst.score() ? result : worst;
                yield result.verdict() == Verdict.BLOCK
                        ? new WindowVerdict.Stop(
                                "output_blocked", "Answer blocked by output guard.", result.categories())
                        : new WindowVerdict.Pass();
            }
            case GuardOutcome.Unavailable _ -> {
                guardFailed = true;
                yield new WindowVerdict.Stop("guard_unavailable", "The guard can't be asked now.", List.of());
            }
        };
    }

    private Redactor redactor() {
        return Redactor.of(clearance.redact());
    }

    private Chunk made(int index, String field, String text) {
        return chunk(index, JsonNodeFactory.instance.objectNode().put(field, text));
    }

    private Chunk chunk(int index, ObjectNode delta) {
        var json = head.deepCopy();
        var choice = json.putArray("choices").addObject();
        choice.put("index", index);
        choice.set("delta", delta);
        choice.putNull("finish_reason");
        return new Chunk(json, null, true);
    }

    private record Track(int choice, int field) implements Comparable<Track> {
        @Override
        public int compareTo(Track other) {
            return choice == other.choice ? Integer.compare(field, other.field) : Integer.compare(choice, other.choice);
        }
    }

    private static final class Text {
        private final StreamScreen screen;
        private int sent;

        private Text(StreamScreen screen) {
            this.screen = screen;
        }

        private StreamScreen screen() {
            return screen;
        }
    }
}
