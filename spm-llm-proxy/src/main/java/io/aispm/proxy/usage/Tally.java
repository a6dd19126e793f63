package io.aispm.proxy.usage;

import io.aispm.proxy.provider.Content;
import io.aispm.proxy.provider.Usage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Keeps count of an answer as it comes: its usage, and the begin of its text for who looks at it afterwards. */
public final class Tally {

    /** More of an answer than this is counted and not kept. */
    private static final int KEPT = 64 << 10;

    private final StringBuilder text = new StringBuilder();
    private long completionEstimate;
    private @Nullable Usage reported;
    private @Nullable String finishReason;
    private boolean begun;

    /** Counts an event of a streamed answer; true where it is the first with something to read. */
    public boolean saw(JsonNode chunk) {
        var before = begun;
        for (var choice : chunk.path("choices").values()) {
            count(choice.path("delta"));
            ended(choice);
        }
        reported(chunk.path("usage"));
        return begun && !before;
    }

    /** Counts a whole answer. */
    public void sawWhole(JsonNode answer) {
        for (var choice : answer.path("choices").values()) {
            count(choice.path("message"));
            ended(choice);
        }
        reported(answer.path("usage"));
    }

    private void ended(JsonNode choice) {
        if (choice.path("finish_reason").isString()) {
            finishReason = choice.path("finish_reason").stringValue();
        }
    }

    private void count(JsonNode message) {
        count(Content.text(message.path("content")));
        count(message.path("reasoning_content").stringValue(""));
        for (var call : message.path("tool_calls").values()) {
            count(call.path("function").path("name").stringValue(""));
            count(call.path("function").path("arguments").stringValue(""));
        }
    }

    private void count(String part) {
        if (part.isEmpty()) {
            return;
        }
        begun = true;
        completionEstimate += TokenEstimate.of(part);
        if (text.length() < KEPT) {
            text.append(part, 0, Math.min(part.length(), KEPT - text.length()));
        }
    }

    private void reported(JsonNode usage) {
        if (usage.isObject()) {
            reported = Usage.ofOpenAi(usage);
        }
    }

    /** Whether anything of an answer has come. */
    public boolean begun() {
        return begun;
    }

    /** The begin of all that was said, for the guard. */
    public String text() {
        return text.toString();
    }

    /** Why the answer ended, as its provider says; null where it didn't say. */
    public @Nullable String finishReason() {
        return finishReason;
    }

    /** What the provider counted, or an estimate where it didn't. */
    public Usage usage(long promptEstimate) {
        if (reported == null) {
            return new Usage(promptEstimate, completionEstimate, 0, 0);
        }
        return reported.prompt() > 0
                ? reported
                : new Usage(promptEstimate, reported.completion(), reported.cacheRead(), reported.cacheWrite());
    }
}
