package io.aispm.guard;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate every text passes: asks a model, applies the block score, and fails closed. A model that is slow, away or
 * broken makes the text {@linkplain GuardOutcome.Unavailable unavailable}, never allowed, and no other model steps in.
 */
public final class Guard implements AutoCloseable {

    /** How many earlier messages a short one is judged with. */
    private static final int REMEMBERED = 10;

    private static final Logger log = LoggerFactory.getLogger(Guard.class);

    /** As much of an earlier conversation, by characters, is read with a message that stands by itself. */
    private static final int CONVERSATION = 4_000;

    /** The gate's own word on what it lets pass unread. */
    private static final String GATE = "aispm-gate";

    private final GuardModels models;
    private final GuardLimits limits;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Asks the model that each text's settings name. */
    public Guard(GuardModels models, GuardLimits limits) {
        this.models = models;
        this.limits = limits;
    }

    /** Asks one model, whatever the settings. */
    public Guard(GuardModel model, GuardLimits limits) {
        this(_ -> model, limits);
    }

    /** Judges a text; blocks its caller for at most the time limit. */
    public GuardOutcome screen(Screening screening) {
        var text = textToJudge(screening);
        return text.isEmpty()
                ? new GuardOutcome.Judged(GuardResult.clean(GATE, "1").withSignal("short_text"))
                : ask(screening, text);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /**
     * A short prompt is judged together with what the person said before, so that an attack in pieces is seen; with
     * nothing before it there is nothing to judge.
     */
    private String textToJudge(Screening screening) {
        var text = screening.text().strip();
        if (screening.kind() != TextKind.PROMPT || text.length() >= limits.minTextLength()) {
            return text;
        }
        var accepted = screening.accepted();
        if (accepted.isEmpty()) {
            return "";
        }
        return String.join(" ", lastOf(accepted)) + " " + text;
    }

    private GuardOutcome ask(Screening screening, String text) {
        var started = System.nanoTime();
        var answer = threads.submit(() -> judge(screening, text));
        try {
            var result = answer.get(limits.timeout().toNanos(), TimeUnit.NANOSECONDS);
            return new GuardOutcome.Judged(result.took((System.nanoTime() - started) / 1e6));
        } catch (TimeoutException late) {
            answer.cancel(true);
            return unavailable(
                    "the guard did not answer within " + limits.timeout().toMillis() + " ms", late);
        } catch (ExecutionException failed) {
            return unavailable(reasonOf(failed), failed);
        } catch (InterruptedException interrupted) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return unavailable("the screening was interrupted", interrupted);
        }
    }

    private GuardResult judge(Screening screening, String text) {
        var settings = screening.settings();
        var model = models.under(settings);
        var blockScore = settings.blockScore() == null ? limits.blockScore() : settings.blockScore();
        var alone =
                model.judge(screening.kind(), text).blockingAt(blockScore).flaggingAt(settings.categoryThresholds());
        var before = conversationBefore(screening);
        if (alone.verdict() != Verdict.ALLOW || before.isEmpty()) {
            return alone;
        }
        var together = model.judge(screening.kind(), before + " " + text);
        return together.score() >= blockScore ? alone.flaggedWith(together, "conversation") : alone;
    }

    /** What a message that stands by itself is read with besides; it can't be blocked for that. */
    private String conversationBefore(Screening screening) {
        var isShort = screening.text().strip().length() < limits.minTextLength();
        if (screening.kind() != TextKind.PROMPT || isShort) {
            return "";
        }
        var joined = String.join(" ", lastOf(screening.accepted()));
        return joined.substring(Math.max(0, joined.length() - CONVERSATION));
    }

    private static List<String> lastOf(List<String> accepted) {
        return accepted.subList(Math.max(0, accepted.size() - REMEMBERED), accepted.size());
    }

    private static String reasonOf(ExecutionException failed) {
        return failed.getCause() instanceof GuardModelException known && known.getMessage() != null
                ? known.getMessage()
                : "the guard failed";
    }

    private GuardOutcome unavailable(String reason, Exception cause) {
        log.atError().addKeyValue("reason", reason).setCause(cause).log("Guard could not judge; refusing");
        return new GuardOutcome.Unavailable(reason);
    }
}
