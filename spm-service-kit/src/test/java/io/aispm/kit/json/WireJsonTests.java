package io.aispm.kit.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireJsonTests {

    @ParameterizedTest
    @CsvSource({
        "2026-04-25T10:00:00Z,2026-04-25T10:00:00.000Z",
        "2026-04-25T10:00:00.1Z,2026-04-25T10:00:00.100Z",
        "2026-04-25T10:00:00.123456789Z,2026-04-25T10:00:00.123Z"
    })
    void writesExactlyMilliseconds(Instant instant, String text) {
        assertThat(WireJson.betweenServices().writeValueAsString(Map.of("ts", instant)))
                .isEqualTo("{\"ts\":\"" + text + "\"}");
    }
}
