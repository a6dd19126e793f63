package io.aispm.api.agent.kafka;

import io.aispm.api.agent.life.AgentChannels;
import io.aispm.contract.Topics;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.kafka.KafkaSettings;
import io.aispm.kit.secret.Secret;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.ResourceNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Agents' topics, users and rights in a real Kafka. A broker without SASL has neither users nor rights, which is for
 * tests.
 */
@Component
class KafkaAgentChannels implements AgentChannels, DisposableBean {

    private static final int PARTITIONS = 1;
    private static final int SCRAM_ITERATIONS = 4096;
    private static final int REQUEST_MS = 5_000;
    private static final Map<String, String> KEPT_ONE_HOUR =
            Map.of(TopicConfig.RETENTION_MS_CONFIG, "3600000", TopicConfig.SEGMENT_MS_CONFIG, "3600000");

    private final Admin admin;
    private final KafkaAnswers broker;
    private final boolean secured;

    KafkaAgentChannels(KafkaSettings settings) {
        var client = settings.client();
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_MS);
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS);
        this.admin = Admin.create(client);
        this.broker = new KafkaAnswers(Duration.ofMillis(REQUEST_MS));
        this.secured = settings.securityProtocol().startsWith("SASL");
    }

    @Override
    public void create(TenantId tenant, AgentId agent) {
        for (var topic : topics(tenant, agent)) {
            var wanted = new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty()).configs(KEPT_ONE_HOUR);
            broker.settle(admin.createTopics(List.of(wanted)).all(), TopicExistsException.class);
        }
    }

    @Override
    public void admit(TenantId tenant, AgentId agent, String start, Secret password) {
        if (secured) {
            alter(new UserScramCredentialUpsertion(
                    user(agent),
                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS),
                    password.value()));
            broker.ask(admin.createAcls(AgentRights.of(tenant, agent)).all());
        }
        var chatIn = new TopicPartition(Topics.chatIn(tenant, agent), 0);
        var end = broker.ask(
                admin.listOffsets(Map.of(chatIn, OffsetSpec.latest())).partitionResult(chatIn));
        var group = Topics.group(tenant, agent, start);
        broker.ask(admin.alterConsumerGroupOffsets(group, Map.of(chatIn, new OffsetAndMetadata(end.offset())))
                .all());
        removeGroups(
                groups(tenant, agent).stream().filter(old -> !old.equals(group)).toList());
    }

    @Override
    public void dismiss(TenantId tenant, AgentId agent) {
        if (secured) {
            alter(new UserScramCredentialDeletion(user(agent), ScramMechanism.SCRAM_SHA_512));
        }
    }

    @Override
    public void remove(TenantId tenant, AgentId agent) {
        if (secured) {
            dismiss(tenant, agent);
            broker.ask(admin.deleteAcls(AgentRights.all(agent)).all());
        }
        removeGroups(groups(tenant, agent));
        for (var topic : topics(tenant, agent)) {
            broker.settle(admin.deleteTopics(List.of(topic)).all(), UnknownTopicOrPartitionException.class);
        }
    }

    @Override
    public void destroy() {
        admin.close(Duration.ofMillis(REQUEST_MS));
    }

    private void alter(UserScramCredentialAlteration change) {
        broker.settle(admin.alterUserScramCredentials(List.of(change)).all(), ResourceNotFoundException.class);
    }

    private List<String> groups(TenantId tenant, AgentId agent) {
        var prefix = Topics.groupPrefix(tenant, agent);
        return broker
                .ask(admin.listGroups(ListGroupsOptions.forConsumerGroups()).valid())
                .stream()
                .map(group -> group.groupId())
                .filter(group -> group.startsWith(prefix))
                .toList();
    }

    /** A group that a killed process has not left yet empties itself by its session timeout; the next call removes it. */
    private void removeGroups(Collection<String> groups) {
        for (var group : groups) {
            broker.settle(
                    admin.deleteConsumerGroups(List.of(group)).all(),
                    GroupNotEmptyException.class,
                    GroupIdNotFoundException.class);
        }
    }

    private static List<String> topics(TenantId tenant, AgentId agent) {
        return List.of(Topics.chatIn(tenant, agent), Topics.chatOut(tenant, agent));
    }

    private static String user(AgentId agent) {
        return "agent-" + agent;
    }
}
