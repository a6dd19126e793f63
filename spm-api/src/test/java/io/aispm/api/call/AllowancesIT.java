package io.aispm.api.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.SpmApiTest;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.Allowance;
import io.aispm.contract.call.Allowance.Kind;
import io.aispm.contract.call.Allowance.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SpmApiTest
class AllowancesIT {

    private final TenantId tenant = TestPeople.tenant();
    private final AgentId agent = new AgentId(UUID.randomUUID());

    @Autowired
    private Allowances allowances;

    private Allowance.Grant take(Kind kind, double limit, double least, double amount) {
        return allowances
                .take(List.of(new Share(tenant, agent, kind, limit, least, amount, false)))
                .getFirst();
    }

    @Test
    void grantsNoMoreThanThereIs() {
        assertThat(take(Kind.BUDGET_TOKENS_PER_DAY, 100, 10, 80).amount()).isEqualTo(80);
        assertThat(take(Kind.BUDGET_TOKENS_PER_DAY, 100, 10, 80).amount()).isEqualTo(20);

        var refused = take(Kind.BUDGET_TOKENS_PER_DAY, 100, 10, 80);

        assertThat(refused.amount()).isZero();
        assertThat(refused.waitMs()).isBetween(1L, 86_400_000L);
    }

    @Test
    void grantsNothingBelowTheLeast() {
        take(Kind.BUDGET_TOKENS_PER_DAY, 100, 10, 95);

        assertThat(take(Kind.BUDGET_TOKENS_PER_DAY, 100, 10, 80).amount()).isZero();
    }

    @Test
    void takesBackWhatWasNotUsedAndWhatWasUsedBeyond() {
        take(Kind.BUDGET_USD_PER_DAY, 5, 1, 5);
        take(Kind.BUDGET_USD_PER_DAY, 5, 0, -4);
        allowances.take(List.of(new Share(tenant, agent, Kind.BUDGET_USD_PER_DAY, 5, 0, 3, true)));

        assertThat(take(Kind.BUDGET_USD_PER_DAY, 5, 1, 5).amount()).isEqualTo(1);
    }

    @Test
    void aRateGrowsBack() throws InterruptedException {
        take(Kind.REQUESTS_PER_MINUTE, 600, 1, 600);
        var refused = take(Kind.REQUESTS_PER_MINUTE, 600, 1, 1);
        assertThat(refused.amount()).isZero();
        assertThat(refused.waitMs()).isBetween(1L, 100L);

        java.util.concurrent.TimeUnit.MILLISECONDS.sleep(refused.waitMs() + 5);

        assertThat(take(Kind.REQUESTS_PER_MINUTE, 600, 1, 1).amount()).isEqualTo(1);
    }

    @Test
    void keepsAgentsAndTheirTenantApart() {
        take(Kind.REQUESTS_PER_MINUTE, 1, 1, 1);
        var ofTenant = new Share(tenant, null, Kind.REQUESTS_PER_MINUTE, 1, 1, 1, false);

        assertThat(allowances.take(List.of(ofTenant)).getFirst().amount()).isEqualTo(1);
    }

    @Test
    void neverGrantsMoreToManyThatAskAtOnce() throws Exception {
        List<java.util.concurrent.Future<Double>> asked = new ArrayList<>();
        try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var asker = 0; asker < 40; asker++) {
                asked.add(askers.submit(
                        () -> take(Kind.BUDGET_TOKENS_PER_DAY, 100, 1, 7).amount()));
            }
        }

        var sum = 0.0;
        for (var one : asked) {
            sum += one.get();
        }
        assertThat(sum).isEqualTo(100);
    }
}
