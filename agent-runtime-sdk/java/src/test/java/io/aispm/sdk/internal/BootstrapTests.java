package io.aispm.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.sdk.AispmException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BootstrapTests {

    private static Bootstrap golden() {
        return Json.MAPPER
                .readValue(Golden.text("bootstrap.json"), Bootstrap.class)
                .complete();
    }

    @Test
    void isReadFromTheGoldenDocument() {
        var bootstrap = golden();

        assertThat(bootstrap.tenantId()).isEqualTo("t1");
        assertThat(bootstrap.modelsUrl()).isEqualTo("http://127.0.0.1:8501/v1");
        assertThat(bootstrap.chatOutTopic()).isEqualTo("cpm.t1.agents.0197e5a0-1111-7000-8000-000000000001.chat.out");
    }

    @Test
    void saysWhenItIsIncomplete() {
        var lacking = Json.MAPPER.readValue("{\"tenant_id\":\"t1\"}", Bootstrap.class);

        assertThatThrownBy(lacking::complete).isInstanceOf(AispmException.class).hasMessageContaining("incomplete");
    }

    @Test
    void showsNoKey() {
        assertThat(golden().toString()).doesNotContain("llm-key").doesNotContain("password");
        assertThat(new KafkaSettings("a", golden()).toString()).doesNotContain("password");
    }

    @Test
    void makesKafkaClientsWithTheAgentsOwnCredentials() {
        assertThat(new KafkaSettings("a", golden()).consumer())
                .containsEntry("security.protocol", "SASL_PLAINTEXT")
                .containsEntry("group.id", "cpm.t1.agents.0197e5a0-1111-7000-8000-000000000001.1")
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("enable.auto.commit", false)
                .containsEntry(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required"
                                + " username=\"agent-0197e5a0-1111-7000-8000-000000000001\" password=\"password\";");
    }

    @Test
    void knowsWhoStartedTheProcess() {
        var whole = Map.of("AGENT_ID", "a", "MCP_TOKEN", "t", "CONTROLLER_URL", "http://c:8093/");

        assertThat(Identity.of(whole).orElseThrow().route("ready")).hasToString("http://c:8093/agents/a/ready");
        assertThat(Identity.of(Map.of("AGENT_ID", "a"))).isEmpty();
    }
}
