package io.aispm.api.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.api.SpmApiTest;
import io.aispm.api.agent.AgentCodeRestored;
import io.aispm.api.agent.AgentCrashed;
import io.aispm.api.agent.AgentDeployed;
import io.aispm.api.agent.AgentQuarantined;
import io.aispm.api.agent.AgentStarted;
import io.aispm.api.agent.AgentStopped;
import io.aispm.api.approval.Approval;
import io.aispm.api.approval.ApprovalEvent;
import io.aispm.api.approval.ApprovalState;
import io.aispm.api.approval.Scope;
import io.aispm.api.identity.TestPeople;
import io.aispm.api.integration.IntegrationChanged;
import io.aispm.api.policy.PolicyChanged;
import io.aispm.contract.Topics;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.ApprovalQuestion;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.lineage.TraceId;
import io.aispm.kit.json.WireJson;
import io.aispm.testkit.TestKafka;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@SpmApiTest
class OutboxIT {

    private final TenantId tenant = TestPeople.tenant();
    private final AgentId agent = new AgentId(UUID.randomUUID());
    private final JsonMapper json = WireJson.betweenServices();
    private final List<LineageEvent> sent = new ArrayList<>();

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Outbox outbox;

    private KafkaConsumer<byte[], byte[]> topic;

    @BeforeEach
    void listen() {
        topic = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var partition = List.of(new TopicPartition(Topics.LINEAGE, 0));
        topic.assign(partition);
        // What other tests wrote there before, nonsense among it, is not read.
        topic.seekToEnd(partition);
        partition.forEach(topic::position);
    }

    @AfterEach
    void stop() {
        topic.close();
    }

    @Test
    void sendsWhatWasDoneInItsOrder() {
        transaction.executeWithoutResult(_ -> {
            events.publishEvent(new AgentDeployed(tenant, agent, "ada", 1, "hash"));
            events.publishEvent(new AgentStarted(tenant, agent, 1));
        });
        transaction.executeWithoutResult(_ -> events.publishEvent(new AgentCrashed(tenant, agent, "exit code 1")));

        await().until(() -> read().size() == 3);
        assertThat(sent)
                .extracting(LineageEvent::eventType)
                .containsExactly("AgentDeployed", "AgentStarted", "AgentCrashed");
        assertThat(sent.getFirst().userId()).isEqualTo("ada");
        assertThat(sent.getLast().payload()).containsEntry("reason", "exit code 1");
        await().until(() -> held() == 0);
    }

    @Test
    void sendsEveryKindOfThingThatTheControlPlaneDoes() {
        var asked = approval(ApprovalState.PENDING, null, null);
        var decided = approval(ApprovalState.APPROVED, Scope.ONCE, "otto");
        transaction.executeWithoutResult(_ -> {
            events.publishEvent(new AgentStopped(tenant, agent));
            events.publishEvent(new AgentQuarantined(tenant, agent, "ada"));
            events.publishEvent(new AgentCodeRestored(tenant, agent, 1, "hash"));
            events.publishEvent(new PolicyChanged(tenant, agent, "ada", Map.of("change", "attached")));
            events.publishEvent(new IntegrationChanged(tenant, "ada", Map.of("change", "enabled")));
            events.publishEvent(new ApprovalEvent.Requested(asked));
            events.publishEvent(new ApprovalEvent.Decided(decided));
        });

        await().until(() -> read().size() == 7);
        assertThat(sent)
                .extracting(LineageEvent::eventType)
                .containsExactly(
                        "AgentStopped",
                        "AgentQuarantined",
                        "CodeRestored",
                        "PolicyChanged",
                        "IntegrationChanged",
                        "ApprovalRequested",
                        "ApprovalDecided");
        assertThat(sent.getLast().payload()).containsEntry("decided_by", "otto").doesNotContainKey("subject");
    }

    private Approval approval(ApprovalState state, @Nullable Scope scope, @Nullable String decidedBy) {
        var now = Clock.systemUTC().instant();
        return new Approval(
                UUID.randomUUID(),
                tenant,
                agent,
                "ada",
                null,
                TraceId.from(UUID.randomUUID()),
                ApprovalQuestion.Kind.TOOL,
                "web_fetch",
                "new tool",
                "p1",
                now,
                now.plusSeconds(60),
                state,
                scope,
                decidedBy,
                decidedBy == null ? null : now,
                null);
    }

    @Test
    void forgetsWhatWasNotDone() {
        transaction.executeWithoutResult(status -> {
            events.publishEvent(new AgentCrashed(tenant, agent, "never happened"));
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(_ -> events.publishEvent(new AgentCrashed(tenant, agent, "happened")));

        await().until(() -> !read().isEmpty());
        assertThat(sent)
                .singleElement()
                .satisfies(event -> assertThat(event.payload()).containsEntry("reason", "happened"));
    }

    @Test
    void keepsWhatCouldNotLeave() {
        transaction.executeWithoutResult(_ -> {
            events.publishEvent(new AgentCrashed(tenant, agent, "exit code 1"));
            var before = held();
            assertThat(outbox.drain(10, _ -> false)).isZero();
            assertThat(held()).isEqualTo(before);
        });
    }

    private long held() {
        return jdbc.sql("select count(*) from lineage_outbox.events")
                .query(Long.class)
                .single();
    }

    private List<LineageEvent> read() {
        topic.poll(Duration.ofMillis(100)).forEach(record -> {
            var event = json.readValue(record.value(), LineageEvent.class);
            if (tenant.equals(event.tenantId())) {
                sent.add(event);
            }
        });
        return sent;
    }
}
