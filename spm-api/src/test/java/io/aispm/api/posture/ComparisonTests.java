package io.aispm.api.posture;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonTests {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final TenantId TENANT = TenantId.of("t1");
    private static final AgentId AGENT = new AgentId(UUID.randomUUID());
    private static final PostureDocument APPROVED = document("code-1", "ann");

    @Test
    void findsWhatIsNotAsApproved() {
        var comparison = compare(document("code-2", "ann"), List.of(), List.of());

        assertThat(comparison.fresh())
                .containsOnlyKeys(new Difference("definition.code_sha256", "code-1", "code-2"))
                .containsValue(Rule.CODE.finding());
    }

    @Test
    void leavesADriftThatIsKnownAsItWas() {
        var known = drift("code-2", planned(null, NOW.plusSeconds(60)));

        var comparison = compare(document("code-2", "ann"), List.of(known), List.of());

        assertThat(comparison.standing()).containsExactly(known);
        assertThat(comparison.fresh()).isEmpty();
        assertThat(comparison.ended()).isEmpty();
    }

    @Test
    void endsADriftWhoseValueIsAsApprovedAgain() {
        var comparison = compare(APPROVED, List.of(drift("code-2", null)), List.of());

        assertThat(comparison.ended()).extracting(Drift::state).containsExactly(DriftState.ROLLED_BACK);
        assertThat(comparison.fresh()).isEmpty();
    }

    @Test
    void putsAFurtherChangeInThePlaceOfADrift() {
        var comparison = compare(document("code-3", "ann"), List.of(drift("code-2", null)), List.of());

        assertThat(comparison.ended()).extracting(Drift::state).containsExactly(DriftState.EXPIRED);
        assertThat(comparison.fresh()).containsOnlyKeys(new Difference("definition.code_sha256", "code-1", "code-3"));
    }

    @Test
    void expectsWhatWasApprovedBeforehand() {
        assertThat(classOf(planned(null, NOW.plusSeconds(60)))).isEqualTo(DriftClass.EXPECTED);
        assertThat(classOf(planned("code-2", NOW.plusSeconds(60)))).isEqualTo(DriftClass.EXPECTED);
    }

    @Test
    void doesNotExpectAnotherValueAnExpiredChangeOrOneThatNobodyApproved() {
        var pending = new PlannedChange(
                UUID.randomUUID(),
                TENANT,
                AGENT,
                Dimension.DEFINITION,
                null,
                null,
                "r",
                "otto",
                NOW,
                NOW.plusSeconds(60),
                null,
                null);

        assertThat(classOf(planned("code-3", NOW.plusSeconds(60)))).isEqualTo(DriftClass.RELEASE_BLOCKING);
        assertThat(classOf(planned(null, NOW))).isEqualTo(DriftClass.RELEASE_BLOCKING);
        assertThat(classOf(pending)).isEqualTo(DriftClass.RELEASE_BLOCKING);
    }

    private static DriftClass classOf(PlannedChange change) {
        return compare(document("code-2", "ann"), List.of(), List.of(change)).fresh().values().stream()
                .map(Finding::kind)
                .findFirst()
                .orElseThrow();
    }

    private static Comparison compare(PostureDocument now, List<Drift> open, List<PlannedChange> planned) {
        return Comparison.of(APPROVED, now, open, planned, NOW);
    }

    private static PlannedChange planned(@Nullable Object to, Instant until) {
        return new PlannedChange(
                UUID.randomUUID(),
                TENANT,
                AGENT,
                Dimension.DEFINITION,
                "definition.code_sha256",
                to,
                "a new model",
                "otto",
                NOW.minus(Duration.ofHours(1)),
                until,
                "ada",
                NOW.minus(Duration.ofMinutes(1)));
    }

    private static Drift drift(String code, @Nullable PlannedChange change) {
        var finding = Rule.CODE.finding();
        return new Drift(
                UUID.randomUUID(),
                TENANT,
                AGENT,
                new Difference("definition.code_sha256", "code-1", code),
                change == null ? finding : finding.planned(change),
                NOW.minus(Duration.ofMinutes(5)),
                UUID.randomUUID(),
                DriftState.OPEN,
                null);
    }

    private static PostureDocument document(String code, String owner) {
        return new PostureDocument(new TreeMap<>(Map.of("definition.code_sha256", code, "definition.owner", owner)));
    }
}
