package io.aispm.api.agent.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.contract.Topics;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.id.Ids;
import io.aispm.kit.kafka.KafkaSettings;
import io.aispm.kit.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaAgentChannelsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final TenantId TENANT = TenantId.of("t1");

    private final Ids ids = new Ids();
    private final SecuredKafka kafka;
    private final KafkaAgentChannels channels;
    private final Admin admin;

    KafkaAgentChannelsIT() throws Exception {
        kafka = new SecuredKafka();
        channels = new KafkaAgentChannels(kafka.platform());
        admin = Admin.create(kafka.platform().client());
    }

    @AfterAll
    void stop() throws Exception {
        admin.close();
        channels.destroy();
        kafka.close();
    }

    @Test
    void anAgentReadsItsTurnsAndWritesItsReplies() throws Exception {
        var agent = agent();
        var settings = admitted(agent, "s1", "one");
        send(kafka.platform(), Topics.chatIn(TENANT, agent), "hello");

        assertThat(read(settings, agent, "s1")).containsExactly("hello");
        send(settings, Topics.chatOut(TENANT, agent), "hi");
    }

    @Test
    void anAgentReachesNoOthersTopics() throws Exception {
        var agent = agent();
        var other = agent();
        var settings = admitted(agent, "s1", "one");
        admitted(other, "s1", "other");

        assertThatThrownBy(() -> send(settings, Topics.chatOut(TENANT, other), "forged"))
                .hasRootCauseInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> send(settings, Topics.chatIn(TENANT, agent), "forged"))
                .hasRootCauseInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> read(settings, other, "s1")).isInstanceOf(AuthorizationException.class);
    }

    @Test
    void aStartBeginsAtTheEndOfWhatWasSentBefore() throws Exception {
        var agent = agent();
        channels.create(TENANT, agent);
        send(kafka.platform(), Topics.chatIn(TENANT, agent), "deadly");

        channels.admit(TENANT, agent, "s1", new Secret("one"));
        send(kafka.platform(), Topics.chatIn(TENANT, agent), "new");

        assertThat(read(user(agent, "one"), agent, "s1")).containsExactly("new");
    }

    @Test
    void aStartHasAPasswordOfItsOwnAndLeavesNoOldGroup() throws Exception {
        var agent = agent();
        var before = admitted(agent, "s1", "one");

        var now = admitted(agent, "s2", "two");

        assertThatThrownBy(() -> read(before, agent, "s2")).isInstanceOf(SaslAuthenticationException.class);
        assertThat(groups(agent)).containsExactly(Topics.group(TENANT, agent, "s2"));
        send(kafka.platform(), Topics.chatIn(TENANT, agent), "hello");
        assertThat(read(now, agent, "s2")).containsExactly("hello");
    }

    @Test
    void anAgentThatIsDismissedIsLetInNoMore() throws Exception {
        var agent = agent();
        var settings = admitted(agent, "s1", "one");

        channels.dismiss(TENANT, agent);
        channels.dismiss(TENANT, agent);

        assertThatThrownBy(() -> read(settings, agent, "s1")).isInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    void nothingIsLeftOfAnAgentThatIsRemoved() throws Exception {
        var agent = agent();
        admitted(agent, "s1", "one");

        channels.remove(TENANT, agent);
        channels.remove(TENANT, agent);

        assertThat(admin.listTopics().names().get(10, TimeUnit.SECONDS))
                .doesNotContain(Topics.chatIn(TENANT, agent), Topics.chatOut(TENANT, agent));
        assertThat(groups(agent)).isEmpty();
        assertThat(admin.describeAcls(AclBindingFilter.ANY).values().get(10, TimeUnit.SECONDS))
                .noneMatch(right -> right.entry().principal().contains(agent.toString()));
        assertThat(admin.describeUserScramCredentials().users().get(10, TimeUnit.SECONDS))
                .doesNotContain("agent-" + agent);
    }

    private AgentId agent() {
        return new AgentId(ids.next());
    }

    private KafkaSettings admitted(AgentId agent, String start, String password) {
        channels.create(TENANT, agent);
        channels.admit(TENANT, agent, start, new Secret(password));
        return user(agent, password);
    }

    private KafkaSettings user(AgentId agent, String password) {
        return kafka.user("agent-" + agent, password);
    }

    private List<String> groups(AgentId agent) throws Exception {
        return admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get(10, TimeUnit.SECONDS).stream()
                .map(group -> group.groupId())
                .filter(group -> group.contains(agent.toString()))
                .toList();
    }

    private static void send(KafkaSettings settings, String topic, String text)
            throws ExecutionException, InterruptedException {
        var client = settings.producer();
        client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) PATIENCE.toMillis());
        try (var producer = new KafkaProducer<String, byte[]>(client)) {
            producer.send(new ProducerRecord<>(topic, text.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    private static List<String> read(KafkaSettings settings, AgentId agent, String start) {
        var client = settings.consumer();
        client.put(ConsumerConfig.GROUP_ID_CONFIG, Topics.group(TENANT, agent, start));
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        try (var consumer = new KafkaConsumer<String, byte[]>(client)) {
            consumer.subscribe(List.of(Topics.chatIn(TENANT, agent)));
            var records = consumer.poll(PATIENCE);
            return StreamSupport.stream(records.spliterator(), false)
                    .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .toList();
        }
    }
}
