package io.aispm.proxy.usage;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Measures calls of models by the names of OpenTelemetry.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics/">Generative AI metrics</a>
 */
final class CallMeters {

    private static final String NONE = "none";
    /** Beyond so many kinds of calls, those that are seldom made are looked up in the registry again. */
    private static final int MOST = 10_000;

    private final LoadingCache<Kind, Meters> kinds;

    CallMeters(MeterRegistry registry) {
        this.kinds = Caffeine.newBuilder().maximumSize(MOST).build(kind -> new Meters(registry, kind));
    }

    /** What calls are told apart by. */
    private record Kind(String provider, String model, String error) {}

    /** What one kind of call is measured by. */
    private static final class Meters {

        private final Timer duration;
        private final Timer firstToken;
        private final DistributionSummary input;
        private final DistributionSummary output;

        Meters(MeterRegistry registry, Kind kind) {
            var tags = Tags.of(
                    "gen_ai.operation.name", "chat",
                    "gen_ai.provider.name", kind.provider(),
                    "gen_ai.request.model", kind.model());
            duration = Timer.builder("gen_ai.client.operation.duration")
                    .tags(tags.and("error.type", kind.error()))
                    .register(registry);
            firstToken = Timer.builder("gen_ai.server.time_to_first_token")
                    .tags(tags)
                    .register(registry);
            input = tokens(registry, tags, "input");
            output = tokens(registry, tags, "output");
        }

        private static DistributionSummary tokens(MeterRegistry registry, Tags tags, String type) {
            return DistributionSummary.builder("gen_ai.client.token.usage")
                    .tags(tags.and("gen_ai.token.type", type))
                    .register(registry);
        }
    }

    void record(
            @Nullable String provider,
            @Nullable String model,
            long promptTokens,
            long completionTokens,
            long durationMs,
            @Nullable Long firstTokenMs,
            @Nullable String error) {
        var meters = kinds.get(new Kind(
                Objects.requireNonNullElse(provider, NONE),
                Objects.requireNonNullElse(model, NONE),
                Objects.requireNonNullElse(error, NONE)));
        meters.duration.record(durationMs, TimeUnit.MILLISECONDS);
        if (firstTokenMs != null) {
            meters.firstToken.record(firstTokenMs, TimeUnit.MILLISECONDS);
        }
        count(meters.input, promptTokens);
        count(meters.output, completionTokens);
    }

    private static void count(DistributionSummary tokens, long count) {
        if (count > 0) {
            tokens.record((double) count);
        }
    }
}
