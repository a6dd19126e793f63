package io.aispm.api.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.SpmApiTest;
import io.aispm.api.identity.TestPeople;
import io.aispm.api.integration.IntegrationStore.Event;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.id.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SpmApiTest
class LocalModelAddressIT {

    private static final String TYPE = "openai_compatible";
    private static final String OLD = "http://127.0.0.1:8600/v1";
    private static final String NEW = "http://127.0.0.1:30600/v1";

    private final TenantId tenant = TestPeople.tenant();
    private final String name = "Model " + UUID.randomUUID();
    private final Instant made = Instant.parse("2026-04-25T10:00:00Z");

    @Autowired
    private LocalModelRows rows;

    @Autowired
    private IntegrationStore store;

    @Autowired
    private Ids ids;

    @Test
    void anUntouchedRowFollowsTheModelAndStaysUntouched() {
        var row = row();
        store.tested(tenant, row, true);

        assertThat(rows.follow(TYPE, name, NEW)).containsExactly(tenant);

        var after = store.find(tenant, row).orElseThrow();
        assertThat(after.config()).containsEntry("base_url", NEW).containsEntry("model", "tiny");
        assertThat(after.reachable()).isNull();
        assertThat(after.updatedAt()).isEqualTo(made);
        assertThat(rows.follow(TYPE, name, NEW)).isEmpty();
    }

    @Test
    void aRowThatAPersonChangedIsNeverTouched() {
        var row = row();
        store.change(integration(row, made.plusSeconds(1)));

        assertThat(rows.follow(TYPE, name, NEW)).isEmpty();

        assertThat(store.find(tenant, row).orElseThrow().config()).containsEntry("base_url", OLD);
    }

    @Test
    void aRowThatAPersonMadeIsNeverTouched() {
        var row = row();
        store.record(row, new Event(ids.next(), made, "created", "ada", true, "created"));

        assertThat(rows.follow(TYPE, name, NEW)).isEmpty();

        assertThat(store.find(tenant, row).orElseThrow().config()).containsEntry("base_url", OLD);
    }

    private IntegrationId row() {
        var id = new IntegrationId(ids.next());
        store.add(integration(id, made));
        return id;
    }

    private Integration integration(IntegrationId id, Instant updated) {
        return new Integration(
                id,
                tenant,
                TYPE,
                name,
                "AI Providers",
                "OpenAI-compatible",
                true,
                null,
                Map.of("base_url", OLD, "model", "tiny"),
                List.of(),
                made,
                updated);
    }
}
