package io.aispm.proxy.usage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.aispm.proxy.provider.Usage;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a model's tokens cost from a day on, in US dollars per million.
 *
 * @param provider the connector's type; {@code *} for any
 * @param model its name, without the date that some names end in
 * @param cached of the prompt, what comes from the provider's cache; as {@code input} where absent
 * @param written of the prompt, what goes to that cache; as {@code input} where absent
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Price(
        String provider,
        String model,
        LocalDate from,
        double input,
        double output,
        @Nullable Double cached,
        @Nullable Double written) {

    private static final double MILLION = 1e6;

    /** What a call costs, in US dollars. */
    public double of(Usage usage) {
        var plain = usage.prompt() - usage.cacheRead() - usage.cacheWrite();
        return (plain * input
                        + usage.cacheRead() * (cached == null ? input : cached)
                        + usage.cacheWrite() * (written == null ? input : written)
                        + usage.completion() * output)
                / MILLION;
    }
}
