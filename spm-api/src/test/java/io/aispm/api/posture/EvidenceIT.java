package io.aispm.api.posture;

import static io.aispm.api.posture.PostureApi.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import io.aispm.api.SpmApiTest;
import io.aispm.api.agent.TestAgents;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.Topics;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.kit.json.CanonicalJson;
import io.aispm.kit.json.WireJson;
import io.aispm.testkit.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpmApiTest
class EvidenceIT {

    private static final JsonMapper JSON = WireJson.betweenServices();

    private final TenantId tenant = TestPeople.tenant();

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private TestAgents agents;

    @Autowired
    private JdbcClient jdbc;

    private AgentId agent = new AgentId(UUID.randomUUID());

    @SuppressWarnings("NullAway.Init")
    private PostureApi api;

    @BeforeEach
    void reviewsAnAgent() {
        api = new PostureApi(mvc, tenant);
        agent = agents.stopped(tenant, "watched").id();
        api.review(agent);
    }

    @Test
    void isWrittenAtDetectionAndAgainAtTheDecision() {
        var drift = drifted(1024);

        var detection = tree(api.get("/evidence/" + drift.get("evidence_id").asString()));
        assertThat(detection.get("state").asString()).isEqualTo("open");
        assertThat(detection.get("approver").isNull()).isTrue();
        assertThat(detection.get("previous").asInt()).isEqualTo(512);
        assertThat(detection.get("current").asInt()).isEqualTo(1024);
        assertThat(detection.get("policy_version").asString()).isEqualTo("none");
        assertThat(detection.get("regression").get("rerun").asBoolean()).isFalse();

        api.post("/posture/drift/" + drift.get("id").asString() + "/accept", Map.of("reason", "it needs more"));

        var decision = tree(api.get("/evidence?agent_id=" + agent)).get(0);
        assertThat(decision.get("state").asString()).isEqualTo("accepted");
        assertThat(decision.get("detection_id")).isEqualTo(detection.get("id"));
        assertThat(decision.get("approver").asString()).isEqualTo("ada");
        assertThat(decision.get("reason").asString()).isEqualTo("it needs more");
        assertThat(decision.get("previous_hash")).isEqualTo(detection.get("hash"));
    }

    @Test
    void isAChainThatAnybodyWithTheExportCanCheck() throws Exception {
        drifted(1024);
        drifted(2048);
        api.put("/agents/" + agent + "/settings", Map.of("memory_mb", 512));
        await().until(() -> tree(api.get("/evidence?agent_id=" + agent)).size() == 4);

        var export = tree(api.get("/evidence/export?agent_id=" + agent));

        var verifier = new ECDSAVerifier(ECKey.parse(export.get("public_key").toString()));
        var hashes = new ArrayList<String>();
        for (var link : export.get("evidence")) {
            var hash = link.get("hash").asString();
            assertThat(digest(link)).isEqualTo(hash);
            assertThat(link.get("previous_hash").asString("")).isEqualTo(hashes.isEmpty() ? "" : hashes.getLast());
            assertThat(signed(verifier, link.get("signature").asString())).isEqualTo(hash);
            hashes.add(hash);
        }
        assertThat(hashes).hasSize(4);
        assertThat(export.get("digest").asString()).isEqualTo(CanonicalJson.digest(hashes));
        assertThat(signed(verifier, export.get("signature").asString()))
                .isEqualTo(export.get("digest").asString());
    }

    @Test
    void showsWhenALinkWasChanged() {
        var drift = drifted(1024);
        var link = tree(api.get("/evidence/" + drift.get("evidence_id").asString()));
        var changed = JSON.readTree(link.toString().replace("1024", "512"));

        assertThat(digest(link)).isEqualTo(link.get("hash").asString());
        assertThat(digest(changed)).isNotEqualTo(link.get("hash").asString());
    }

    @Test
    void cannotBeChangedOrDeletedEvenByThePlatform() {
        drifted(1024);

        assertThatThrownBy(() -> jdbc.sql("update posture.evidence set approver = 'me' where agent_id = :agent")
                        .param("agent", agent.value())
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("never changed");
        assertThatThrownBy(() -> jdbc.sql("delete from posture.evidence where agent_id = :agent")
                        .param("agent", agent.value())
                        .update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql("truncate posture.evidence").update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("never changed");
    }

    @Test
    void staysWhenItsAgentIsGone() {
        drifted(1024);

        assertThat(api.delete("/agents/" + agent)).hasStatus(204);

        assertThat(tree(api.get("/evidence?agent_id=" + agent))).hasSize(1);
        assertThat(api.get("/evidence/export?agent_id=" + agent)).hasStatusOk();
        assertThat(jdbc.sql("""
                        select (select count(*) from posture.snapshots where agent_id = :agent)
                             + (select count(*) from posture.baselines where agent_id = :agent)
                             + (select count(*) from posture.drifts where agent_id = :agent)""")
                        .param("agent", agent.value())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void isToldToLineage() {
        var drift = drifted(1024).get("id").asString();
        api.post("/posture/drift/" + drift + "/accept", Map.of("reason", "it needs more"));

        var told = new ArrayList<String>();
        try (var topic = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partition = List.of(new TopicPartition(Topics.LINEAGE, 0));
            topic.assign(partition);
            topic.seekToBeginning(partition);
            await().untilAsserted(() -> {
                topic.poll(Duration.ofMillis(100)).forEach(record -> {
                    var event = JSON.readValue(record.value(), LineageEvent.class);
                    if (agent.equals(event.agentId()) && event.eventType().equals("PostureDrift")) {
                        told.add(event.payload().get("path") + " "
                                + event.payload().get("state"));
                    }
                });
                assertThat(told).containsExactly("runtime.limits.memory_mb open", "runtime.limits.memory_mb accepted");
            });
        }
    }

    private JsonNode drifted(int memory) {
        api.put("/agents/" + agent + "/settings", Map.of("memory_mb", memory));
        return await().atMost(PostureApi.LIMIT)
                .until(
                        () -> api.drift(agent, "runtime.limits.memory_mb"),
                        drift -> drift.get("current").asInt() == memory);
    }

    /** As the page on posture says: all members that are not null, but for the last two. */
    private static String digest(JsonNode link) {
        var content = JSON.treeToValue(link, new TypeReference<Map<String, Object>>() {});
        content.remove("hash");
        content.remove("signature");
        return CanonicalJson.digest(withoutNulls(content));
    }

    private static Map<String, Object> withoutNulls(Map<?, ?> members) {
        var kept = new HashMap<String, Object>();
        members.forEach((name, value) -> {
            if (value != null) {
                kept.put(String.valueOf(name), value instanceof Map<?, ?> inner ? withoutNulls(inner) : value);
            }
        });
        return kept;
    }

    private static String signed(ECDSAVerifier verifier, String token) throws Exception {
        var jws = JWSObject.parse(token);
        assertThat(jws.verify(verifier)).isTrue();
        return jws.getPayload().toString();
    }
}
