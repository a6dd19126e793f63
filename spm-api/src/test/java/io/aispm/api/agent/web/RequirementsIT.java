package io.aispm.api.agent.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.aispm.api.SpmApiTest;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.Topics;
import io.aispm.contract.agent.TenantId;
import io.aispm.testkit.TestKafka;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** Packages that agents bring, and copies of code that were changed on their host. */
@SpmApiTest
class RequirementsIT {

    private final TenantId tenant = TestPeople.tenant();

    @Autowired
    private MockMvcTester mvc;

    @Test
    void anAgentWhosePackagesCannotBeInstalledHasCrashedForThatReason() throws UnsupportedEncodingException {
        var answer = upload("# uninstallable", "nosuchpackage\n");

        assertThat(answer).hasStatus(201);
        var body = answer.getResponse().getContentAsString();
        assertThat(JsonPath.<String>read(body, "$.runtime_state")).isEqualTo("crashed");
        assertThat(JsonPath.<String>read(body, "$.state_reason"))
                .isEqualTo("Installing the agent's requirements failed: no such package.");
    }

    @Test
    void aTenantThatAllowsNoneTakesNoAgentThatBringsThem() throws UnsupportedEncodingException {
        assertThat(mvc.put()
                        .uri("/api/spm/settings")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"requirements_allowed\": false}")
                        .header("Authorization", TestPeople.admin(tenant)))
                .hasStatus(200);

        var answer = upload("# fine", "nicepackage\n");

        assertThat(answer).hasStatus(422);
        assertThat(answer.getResponse().getContentAsString()).contains("invalid_code", "requirements_allowed");
    }

    @Test
    void aCopyOfTheCodeThatWasMadeGoodIsTold() throws UnsupportedEncodingException {
        var answer = upload("# tampered # dies", "");

        assertThat(answer).hasStatus(201);
        String id = JsonPath.read(answer.getResponse().getContentAsString(), "$.id");
        await().until(() -> isTold("CodeRestored", id));
    }

    private static boolean isTold(String event, String agent) {
        try (var topic = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partition = List.of(new TopicPartition(Topics.LINEAGE, 0));
            topic.assign(partition);
            topic.seekToBeginning(partition);
            for (var record : topic.poll(Duration.ofSeconds(2))) {
                if (record.value().contains(event) && record.value().contains(agent)) {
                    return true;
                }
            }
            return false;
        }
    }

    private MvcTestResult upload(String code, String requirements) {
        return mvc.perform(MockMvcRequestBuilders.multipart("/api/spm/agents?wait=30s")
                .file(file("code", "agent.py", code))
                .file(file("requirements", "requirements.txt", requirements))
                .param("name", "with packages")
                .param("version", "1")
                .param("agent_type", "custom")
                .header("Authorization", TestPeople.operator(tenant)));
    }

    private static MockMultipartFile file(String part, String name, String text) {
        return new MockMultipartFile(part, name, null, text.getBytes(StandardCharsets.UTF_8));
    }
}
