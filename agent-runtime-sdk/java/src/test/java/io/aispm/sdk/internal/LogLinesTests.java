package io.aispm.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLinesTests {

    private final LogLines lines = new LogLines(
            Clock.fixed(Instant.parse("2026-04-25T10:00:00.123Z"), ZoneOffset.UTC),
            () -> List.of("token-of-this-agent", ""));

    @Test
    void areJsonWithTimeAndTrace() {
        assertThat(lines.line("looked up", "a".repeat(32), Map.of("tool", "web_fetch")))
                .isEqualTo("{\"ts\":\"2026-04-25T10:00:00.123Z\",\"message\":\"looked up\",\"trace\":\""
                        + "a".repeat(32) + "\",\"fields\":{\"tool\":\"web_fetch\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "apiKey",
                "api_key",
                "Authorization",
                "user_tokens",
                "clientSecret",
                "session-key",
                "dbPasswords",
                "JWT"
            })
    void showNoValueOfAFieldNamedLikeACredential(String name) {
        assertThat(lines.line("x", null, Map.of(name, "s3cr3t", "nested", List.of(Map.of(name, "s3cr3t")))))
                .doesNotContain("s3cr3t")
                .contains("[redacted]");
    }

    @Test
    void keepWhatOnlySoundsLikeOne() {
        assertThat(lines.line(
                        "x", null, Map.of("completion_tokens", 17, "keyboard", "k", "monkey", "m", "authored", "a")))
                .contains("17", "\"k\"", "\"m\"", "\"a\"");
    }

    @Test
    void neverHoldTheAgentsOwnKeys() {
        assertThat(lines.line("got token-of-this-agent", null, Map.of("header", "Bearer token-of-this-agent")))
                .doesNotContain("token-of-this-agent");
    }
}
