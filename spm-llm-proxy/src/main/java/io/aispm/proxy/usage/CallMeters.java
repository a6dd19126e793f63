package io.aispm.proxy.usage;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Measures calls of models by the names of OpenTelemetry.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics/">Generative AI metrics</a>
 */
final class CallMeters {

    private final MeterRegistry meters;

    CallMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    void record(
            @Nullable String provider,
            @Nullable String model,
            long promptTokens,
            long completionTokens,
            long durationMs,
            @Nullable Long firstTokenMs,
            @Nullable String error) {
        var tags = Tags.of(
                "gen_ai.operation.name", "chat",
                "gen_ai.provider.name", provider == null ? "none" : provider,
                "gen_ai.request.model", model == null ? "none" : model);
        Timer.builder("gen_ai.client.operation.duration")
                .tags(tags.and("error.type", error == null ? "none" : error))
                .register(meters)
                .record(durationMs, TimeUnit.MILLISECONDS);
        if (firstTokenMs != null) {
            Timer.builder("gen_ai.server.time_to_first_token")
                    .tags(tags)
                    .register(meters)
                    .record(firstTokenMs, TimeUnit.MILLISECONDS);
        }
        tokens(tags, "input", promptTokens);
        tokens(tags, "output", completionTokens);
    }

    private void tokens(Tags tags, String type, long count) {
        if (count > 0) {
            DistributionSummary.builder("gen_ai.client.token.usage")
                    .tags(tags.and("gen_ai.token.type", type))
                    .register(meters)
                    .record((double) count);
        }
    }
}
