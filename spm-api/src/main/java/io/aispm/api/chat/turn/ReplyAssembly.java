package io.aispm.api.chat.turn;

import io.aispm.contract.chat.AgentReply;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts one turn's answer together out of what its agent sends. The first reply, or the first stream, is the answer, and
 * every other is passed over; a part counts once and in its place; what the parts said wins over the text that the end
 * repeats. Not thread-safe.
 */
final class ReplyAssembly {

    /** What a reply that names no reason ended for. */
    static final String STOP = "stop";

    private static final int MOST_EARLY = 10_000;
    private static final int MOST_EARLY_TEXT = 1_000_000;
    private static final String WHOLE = "";

    private final TreeMap<Integer, String> early = new TreeMap<>();
    private @Nullable String winner;
    private int next;
    private int earlyText;
    private AgentReply.@Nullable Done endBeforeItsParts;
    private boolean ended;

    /** Takes what the agent sent. */
    Step accept(AgentReply reply) {
        if (ended) {
            return Step.NOTHING;
        }
        return switch (reply) {
            case AgentReply.Whole whole -> isFirst() ? end(whole.text(), STOP) : Step.NOTHING;
            case AgentReply.Delta delta -> belongs(delta.streamId()) ? add(delta) : Step.NOTHING;
            case AgentReply.Done done -> belongs(done.streamId()) ? finish(done) : Step.NOTHING;
        };
    }

    /** Whether the answer has begun. */
    boolean isAnswered() {
        return winner != null;
    }

    /** Whether the end has come, but not all parts before it. */
    boolean hasGap() {
        return !ended && endBeforeItsParts != null;
    }

    /** The missing parts will not come: the answer is what there is. */
    Step closeGap() {
        return endBeforeItsParts == null || ended
                ? Step.NOTHING
                : end(String.join("", early.values()), reason(endBeforeItsParts));
    }

    private boolean isFirst() {
        if (winner != null) {
            return false;
        }
        winner = WHOLE;
        return true;
    }

    private boolean belongs(String stream) {
        if (winner == null) {
            winner = "stream " + stream;
            return true;
        }
        return winner.equals("stream " + stream);
    }

    private Step add(AgentReply.Delta delta) {
        if (delta.index() < next || early.containsKey(delta.index()) || isFull()) {
            return Step.NOTHING;
        }
        early.put(delta.index(), delta.text());
        earlyText += delta.text().length();
        var ready = new StringBuilder();
        for (var part = early.remove(next); part != null; part = early.remove(next)) {
            ready.append(part);
            earlyText -= part.length();
            next++;
        }
        if (endBeforeItsParts != null && early.isEmpty()) {
            return end(ready.toString(), reason(endBeforeItsParts));
        }
        return ready.isEmpty() ? Step.NOTHING : new Step(ready.toString(), null);
    }

    private boolean isFull() {
        return early.size() >= MOST_EARLY || earlyText > MOST_EARLY_TEXT;
    }

    private Step finish(AgentReply.Done done) {
        if (!early.isEmpty()) {
            endBeforeItsParts = done;
            return Step.NOTHING;
        }
        var repeated = done.fullText();
        return end(next == 0 && repeated != null ? repeated : "", reason(done));
    }

    private Step end(String text, String reason) {
        ended = true;
        early.clear();
        return new Step(text, reason);
    }

    private static String reason(AgentReply.Done done) {
        return done.finishReason() == null ? STOP : done.finishReason();
    }

    /**
     * What is new of the answer.
     *
     * @param end why the answer has ended, or null while it goes on
     */
    record Step(String text, @Nullable String end) {

        static final Step NOTHING = new Step("", null);
    }
}
