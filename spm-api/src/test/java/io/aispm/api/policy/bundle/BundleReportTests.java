package io.aispm.api.policy.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.policy.PolicyId;
import io.aispm.contract.agent.TenantId;
import org.junit.jupiter.api.Test;

class BundleReportTests {

    @Test
    void namesEachPolicyThatOpaNamesOnce() {
        var report = new BundleReport(
                "opa-1",
                "7",
                "2 errors occurred: tenants/t-1/gold/v2.rego:3: rego_type_error tenants/t-1/gold/v2.rego:4: again"
                        + " tenants/t2/silver/v10.rego:1: too");

        assertThat(report.failed()).isTrue();
        assertThat(report.culprits())
                .containsExactly(
                        new BundleReport.Culprit(TenantId.of("t-1"), PolicyId.of("gold"), 2),
                        new BundleReport.Culprit(TenantId.of("t2"), PolicyId.of("silver"), 10));
    }

    @Test
    void aFailureOfNobodysPolicyHasNoCulprit() {
        assertThat(new BundleReport("opa-1", null, "failed to verify JWT signature").culprits())
                .isEmpty();
        assertThat(new BundleReport("opa-1", "7", "").failed()).isFalse();
    }
}
