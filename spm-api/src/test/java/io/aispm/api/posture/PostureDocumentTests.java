package io.aispm.api.posture;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PostureDocumentTests {

    @Test
    void hasTheSameHashHoweverItsNumbersAreWritten() {
        assertThat(document(Map.of("runtime.limits.cpu_quota", 0.5)).hash())
                .isEqualTo(document(Map.of("runtime.limits.cpu_quota", new BigDecimal("0.50")))
                        .hash())
                .isNotEqualTo(document(Map.of("runtime.limits.cpu_quota", 0.6)).hash());
    }

    @Test
    void nestsNamesWithDotsInThem() {
        var path = PostureDocument.path(Dimension.IDENTITY, "secrets", "api.key\\1");

        assertThat(document(Map.of(path, "x")).nested())
                .containsEntry("identity", Map.of("secrets", Map.of("api.key\\1", "x")))
                .containsEntry("tools", Map.of());
    }

    @Test
    void tellsWhatIsOtherwise() {
        var before = document(Map.of("provider.model", "a", "tools.t", "1", "definition.owner", "ann"));
        var after = document(Map.of("provider.model", "b", "tools.t", "1", "runtime.image", "i"));

        assertThat(before.to(after))
                .containsExactly(
                        new Difference("definition.owner", "ann", null),
                        new Difference("provider.model", "a", "b"),
                        new Difference("runtime.image", null, "i"));
    }

    @Test
    void isEqualOnceAllDifferencesAreTakenIn() {
        var before = document(Map.of("provider.model", "a", "definition.owner", "ann"));
        var after = document(Map.of("provider.model", "b", "runtime.image", "i"));
        var taken = before;
        for (var difference : before.to(after)) {
            taken = taken.with(difference.path(), difference.current());
        }

        assertThat(taken.hash()).isEqualTo(after.hash());
    }

    @Test
    void namesThePoliciesWithTheirVersions() {
        assertThat(document(Map.of(
                                "guardrails.policies.refunds", Map.of("version", 3),
                                "guardrails.policies.b", Map.of("version", 1),
                                "guardrails.guard.guard_llm", "off"))
                        .policyVersion())
                .isEqualTo("b@1, refunds@3");
        assertThat(document(Map.of()).policyVersion()).isEqualTo("none");
    }

    private static PostureDocument document(Map<String, Object> values) {
        return new PostureDocument(new TreeMap<>(values));
    }
}
