package io.aispm.api.policy.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.policy.PolicyChanged;
import io.aispm.contract.agent.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundleReportsTests {

    private static final BundleReport FAILED =
            new BundleReport("opa-1", "7", "tenants/t-1/gold/v2.rego:3: rego_type_error");

    private final List<Object> told = new ArrayList<>();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private Instant now = Instant.parse("2026-04-25T10:00:00Z");
    private final BundleReports reports = new BundleReports(told::add, metrics, new Ticking());

    @Test
    void tellsAFailureOnceToTheTenantWhosePolicyItIs() {
        reports.take(FAILED);
        reports.take(FAILED);

        assertThat(reports.available()).isFalse();
        assertThat(metrics.counter("aispm.policy.bundle.failures").count()).isEqualTo(1);
        assertThat(told).singleElement().isInstanceOfSatisfying(PolicyChanged.class, changed -> {
            assertThat(changed.tenantId()).isEqualTo(TenantId.of("t-1"));
            assertThat(changed.payload())
                    .containsEntry("action", "bundle_failed")
                    .containsEntry("policy_id", "gold")
                    .containsEntry("version", 2)
                    .containsEntry("active_revision", "7");
        });
    }

    @Test
    void whatLoadsAgainIsGoodAndMayFailAnew() {
        reports.take(FAILED);
        reports.take(new BundleReport("opa-1", "8", ""));
        assertThat(reports.available()).isTrue();

        reports.take(FAILED);
        assertThat(told).hasSize(2);
    }

    @Test
    void oneThatFailsAndFallsSilentIsForgotten() {
        reports.take(FAILED);
        now = now.plusSeconds(121);

        assertThat(reports.available()).isTrue();
    }

    private final class Ticking extends Clock {

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
