package io.aispm.proxy.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aispm.proxy.provider.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class PricesTests {

    private static final LocalDate DAY = LocalDate.parse("2026-04-25");
    private static final JsonMapper JSON = new JsonMapper();

    private final Prices prices = Prices.read(JSON, null);

    @ParameterizedTest
    @CsvSource({
        "openai,gpt-4o-mini,0.15",
        "openai,gpt-4o-mini-2024-07-18,0.15",
        "azure_openai,gpt-4o-mini,0.15",
        "anthropic,claude-sonnet-4-5-20250929,3.0",
        "anthropic,claude-3-5-haiku-latest,0.8"
    })
    void knowsAModelByItsNameWithADateOrWithout(String provider, String model, double input) {
        assertThat(prices.of(provider, model, DAY).orElseThrow().input()).isEqualTo(input);
    }

    @ParameterizedTest
    @CsvSource({"openai,gpt-4o-mini-tts", "openai_compatible,gpt-4o-mini", "anthropic,claude-future"})
    void guessesNoPrice(String provider, String model) {
        assertThat(prices.of(provider, model, DAY)).isEmpty();
    }

    @Test
    void knowsNoPriceBeforeItsDay() {
        assertThat(prices.of("openai", "gpt-5", LocalDate.parse("2025-08-06"))).isEmpty();
        assertThat(prices.of("openai", "gpt-5", LocalDate.parse("2025-08-07"))).isPresent();
    }

    @Test
    void countsWhatTheCacheHadByItsOwnPrice() {
        var price = prices.of("anthropic", "claude-sonnet-4-5", DAY).orElseThrow();

        assertThat(price.of(new Usage(1_000_000, 100_000, 400_000, 200_000)))
                .isCloseTo(0.4 * 3 + 0.4 * 0.3 + 0.2 * 3.75 + 0.1 * 15, within(1e-9));
    }

    @Test
    void letsAnOperatorsPriceComeFirst(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("prices.json"), """
                [{"provider":"openai","model":"gpt-5","from":"2026-01-01","input":1,"output":2},
                 {"provider":"openai","model":"gpt-5","from":"2026-04-25","input":3,"output":4},
                 {"provider":"*","model":"house-model","from":"2026-01-01","input":0.1,"output":0.2}]""");
        var own = Prices.read(JSON, file);

        assertThat(own.of("openai", "gpt-5", DAY).orElseThrow().input()).isEqualTo(3);
        assertThat(own.of("openai", "gpt-5", DAY.minusDays(1)).orElseThrow().input())
                .isEqualTo(1);
        assertThat(own.of("ollama", "house-model", DAY)).isPresent();
    }
}
