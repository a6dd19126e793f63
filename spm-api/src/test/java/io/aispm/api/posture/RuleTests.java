package io.aispm.api.posture;

import static io.aispm.api.posture.DriftClass.EXPECTED;
import static io.aispm.api.posture.DriftClass.RELEASE_BLOCKING;
import static io.aispm.api.posture.DriftClass.REVIEW_REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract's table of default classes, row by row. */
class RuleTests {

    @ParameterizedTest
    @MethodSource
    void judges(String path, @Nullable Object previous, @Nullable Object current, DriftClass expected) {
        assertThat(Rule.of(new Difference(path, previous, current)).finding().kind())
                .isEqualTo(expected);
    }

    static Stream<Arguments> judges() {
        return Stream.of(
                Arguments.of("definition.code_sha256", "a", "b", RELEASE_BLOCKING),
                Arguments.of("definition.requirements", null, "requests", RELEASE_BLOCKING),
                Arguments.of("definition.requirements", "a\nb", "a\nc", RELEASE_BLOCKING),
                Arguments.of("definition.owner", "ann", "bob", EXPECTED),
                Arguments.of("definition.description", null, "words", EXPECTED),
                Arguments.of("definition.risk", "high", "low", REVIEW_REQUIRED),
                Arguments.of("definition.risk", "low", "high", EXPECTED),
                Arguments.of("runtime.image", "agents:1", "agents:2", RELEASE_BLOCKING),
                Arguments.of("runtime.sandbox", "docker runsc", "docker", RELEASE_BLOCKING),
                Arguments.of("runtime.network", List.of("tools"), List.of("tools", "host"), RELEASE_BLOCKING),
                Arguments.of("runtime.network", List.of("tools", "host"), List.of("tools"), EXPECTED),
                Arguments.of("runtime.limits.memory_mb", 512, 1024, REVIEW_REQUIRED),
                Arguments.of("runtime.limits.memory_mb", 512, 256, EXPECTED),
                Arguments.of("runtime.limits.requests_per_minute", 60, null, REVIEW_REQUIRED),
                Arguments.of("runtime.limits.requests_per_minute", null, 60, EXPECTED),
                Arguments.of("tools.files__read", null, "hash", RELEASE_BLOCKING),
                Arguments.of("tools.files__read", "hash", "other", RELEASE_BLOCKING),
                Arguments.of("tools.files__read", "hash", null, EXPECTED),
                Arguments.of("identity.scopes", List.of("chat"), List.of("chat", "host"), RELEASE_BLOCKING),
                Arguments.of("identity.secrets.KEY", null, "set at 1", RELEASE_BLOCKING),
                Arguments.of("identity.secrets.KEY", "set at 1", "set at 2", REVIEW_REQUIRED),
                Arguments.of("identity.secrets.KEY", "set at 1", null, EXPECTED),
                Arguments.of("memory.sources.d1", null, source("approved"), RELEASE_BLOCKING),
                Arguments.of("memory.sources.d1", null, source("pending"), RELEASE_BLOCKING),
                Arguments.of("memory.sources.d1", source("pending"), source("approved"), RELEASE_BLOCKING),
                Arguments.of("memory.sources.d1", source("approved"), source("revoked"), EXPECTED),
                Arguments.of("memory.sources.d1", source("approved"), null, EXPECTED),
                Arguments.of("guardrails.policies.p", policy(1, "enforced"), null, RELEASE_BLOCKING),
                Arguments.of("guardrails.policies.p", policy(1, "enforced"), policy(1, "monitor"), RELEASE_BLOCKING),
                Arguments.of("guardrails.policies.p", policy(1, "enforced"), policy(2, "draft"), RELEASE_BLOCKING),
                Arguments.of("guardrails.policies.p", policy(1, "enforced"), policy(2, "enforced"), REVIEW_REQUIRED),
                Arguments.of("guardrails.policies.p", policy(1, "monitor"), policy(2, "enforced"), REVIEW_REQUIRED),
                Arguments.of("guardrails.policies.p", policy(1, "monitor"), policy(1, "enforced"), EXPECTED),
                Arguments.of("guardrails.policies.p", null, policy(1, "enforced"), REVIEW_REQUIRED),
                Arguments.of("guardrails.guard.block_score", 0.6, 0.8, RELEASE_BLOCKING),
                Arguments.of("guardrails.guard.block_score", 0.6, 0.4, EXPECTED),
                Arguments.of("guardrails.guard.block_score", null, 0.4, RELEASE_BLOCKING),
                Arguments.of("guardrails.guard.category_thresholds.S2", 0.5, 0.9, RELEASE_BLOCKING),
                Arguments.of("guardrails.guard.guard_llm", "enforced", "off", RELEASE_BLOCKING),
                Arguments.of("guardrails.guard.guard_llm", "monitor", "enforced", EXPECTED),
                Arguments.of("guardrails.guard.guard_mode", "ensemble", "remote", RELEASE_BLOCKING),
                Arguments.of("provider.default_llm.integration_id", "a", "b", REVIEW_REQUIRED),
                Arguments.of("provider.default_llm.base_url", "a", "b", REVIEW_REQUIRED),
                Arguments.of("provider.model", null, "m2", REVIEW_REQUIRED),
                Arguments.of("provider.fallbacks", null, List.of("x"), REVIEW_REQUIRED),
                Arguments.of("provider.allowed_models", List.of("a", "b"), List.of("a"), EXPECTED),
                Arguments.of("provider.allowed_models", null, List.of("a"), EXPECTED),
                Arguments.of("provider.allowed_models", List.of("a"), null, REVIEW_REQUIRED),
                Arguments.of("tools", "something", "nobody knows", RELEASE_BLOCKING));
    }

    private static Map<String, Object> source(String state) {
        return Map.of("name", "Refunds", "sha256", "x", "state", state);
    }

    private static Map<String, Object> policy(int version, String mode) {
        return Map.of("version", version, "mode", mode, "params", Map.of());
    }
}
