package io.aispm.api.chat.turn;

import io.aispm.kit.metric.StageTimers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** For what a turn waits, and how long, as the timer {@code spm.turn} with the tag {@code stage}. */
@Component
public class TurnStages {

    private final StageTimers<TurnStage> timers;

    TurnStages(MeterRegistry metrics) {
        this.timers = new StageTimers<>(metrics, "spm.turn", TurnStage.class);
    }

    /** Does a piece of work, and notes how long it took, however it ended. */
    public <T extends @Nullable Object> T time(TurnStage stage, Supplier<T> work) {
        return timers.time(stage, work);
    }

    /** Does a piece of work that has no result. */
    void time(TurnStage stage, Runnable work) {
        var began = timers.now();
        try {
            work.run();
        } finally {
            timers.since(stage, began);
        }
    }

    /** Notes how long a stage took. */
    void note(TurnStage stage, Duration took) {
        timers.note(stage, took);
    }
}
