package io.aispm.kit.metric;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How long the stages of a longer piece of work take: one timer, whose tag {@code stage} is the stage's name in small
 * letters. All stages are there from the beginning, so that none that never happened is missed.
 *
 * @param <S> the stages
 */
public final class StageTimers<S extends Enum<S>> {

    private final Map<S, Timer> timers;
    private final LongSupplier nanos;

    /** Registers the timer of that name. */
    public StageTimers(MeterRegistry metrics, String name, Class<S> stages) {
        this(metrics, name, stages, System::nanoTime);
    }

    /** @param nanos the clock, in nanoseconds from any point on */
    public StageTimers(MeterRegistry metrics, String name, Class<S> stages, LongSupplier nanos) {
        this.nanos = nanos;
        this.timers = Arrays.stream(stages.getEnumConstants())
                .collect(Collectors.toMap(
                        Function.identity(),
                        stage -> metrics.timer(name, "stage", stage.name().toLowerCase(Locale.ROOT)),
                        (one, _) -> one,
                        () -> new EnumMap<>(stages)));
    }

    /** Does a piece of work, and notes how long it took, however it ended. */
    public <T extends @Nullable Object> T time(S stage, Supplier<T> work) {
        var began = now();
        try {
            return work.get();
        } finally {
            since(stage, began);
        }
    }

    /** Now, for {@link #since}. */
    public long now() {
        return nanos.getAsLong();
    }

    /** Notes a stage that began then and ends now. */
    public void since(S stage, long began) {
        note(stage, Duration.ofNanos(now() - began));
    }

    /** Notes how long a stage took. */
    public void note(S stage, Duration took) {
        Objects.requireNonNull(timers.get(stage)).record(took);
    }
}
