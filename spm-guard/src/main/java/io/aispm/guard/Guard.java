package io.aispm.guard;

import io.aispm.guard.embedded.EvidenceModel;
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

    private final GuardModel model;
    private final GuardLimits limits;
    private final ExecutorService threads;

    public Guard(GuardModel model, GuardLimits limits) {
        this(model, limits, Executors.newVirtualThreadPerTaskExecutor());
    }

    private Guard(GuardModel model, GuardLimits limits, ExecutorService threads) {
        this.model = model;
        this.limits = limits;
        this.threads = threads;
    }

    /** The platform's default, which needs no network. */
    public static Guard embedded(GuardLimits limits) {
        return new Guard(EvidenceModel.standard(), limits);
    }

    /** The same gate around another model, for a tenant that brings its own; closing either closes both. */
    public Guard using(GuardModel other) {
        return new Guard(other, limits, threads);
    }

    /** Judges a text; blocks its caller for at most the time limit. */
    public GuardOutcome screen(Screening screening) {
        var text = textToJudge(screening);
        if (text.isEmpty()) {
            return new GuardOutcome.Judged(GuardResult.clean(model.name(), "").withSignal("short_text"));
        }
        return ask(screening, text);
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
        var last = accepted.subList(Math.max(0, accepted.size() - REMEMBERED), accepted.size());
        return String.join(" ", last) + " " + text;
    }

    private GuardOutcome ask(Screening screening, String text) {
        var started = System.nanoTime();
        var answer = threads.submit(() -> model.judge(screening.kind(), text));
        try {
            var result = answer.get(limits.timeout().toNanos(), TimeUnit.NANOSECONDS);
            var blockScore = screening.blockScore() == null ? limits.blockScore() : screening.blockScore();
            var took = (System.nanoTime() - started) / 1e6;
            return new GuardOutcome.Judged(result.blockingAt(blockScore).took(took));
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

    private static String reasonOf(ExecutionException failed) {
        return failed.getCause() instanceof GuardModelException known && known.getMessage() != null
                ? known.getMessage()
                : "the guard failed";
    }

    private GuardOutcome unavailable(String reason, Exception cause) {
        log.atError().addKeyValue("model", model.name()).setCause(cause).log("Guard could not judge; refusing");
        return new GuardOutcome.Unavailable(reason);
    }
}
