package io.aispm.api.policy.rego;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.policy.PolicyId;
import io.aispm.contract.agent.TenantId;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicySourceTests {

    private static final PolicyId ID = PolicyId.of("words");

    @Test
    void movesThePackageAndNothingElse() {
        var source = PolicySource.ofPlatform(ID, "# package x\npackage aispm.policies.words # mine\n\nlimit := 3\n");

        assertThat(source.moved(TenantId.of("t-1"), 7))
                .isEqualTo("# package x\npackage aispm.tenants[\"t-1\"][\"words\"].v7\n\nlimit := 3\n");
    }

    @Test
    void movesWhereItNamesItselfAlsoTwiceOnALine() {
        var rego = "package aispm.policies.words\nx := data.aispm.policies.words.a + data.aispm.policies.words.b";
        var source =
                new PolicySource(ID, rego, 1, List.of(new PolicySource.Place(2, 6), new PolicySource.Place(2, 36)));

        assertThat(source.moved(TenantId.of("t1"), 1).lines().toList().getLast())
                .isEqualTo(
                        "x := data.aispm.tenants[\"t1\"][\"words\"].v1.a + data.aispm.tenants[\"t1\"][\"words\"].v1.b");
    }
}
