package io.aispm.sdk.behaviour;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.aispm.contract.Topics;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.testkit.SecuredBroker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** One agent's topics, user and rights at the broker, made and changed as the platform does. */
final class AgentTopics implements AutoCloseable {

    private static final TenantId TENANT = TenantId.of("t1");
    private static final int SCRAM_ITERATIONS = 4096;

    private final AgentId agent;
    private final Admin admin;

    AgentTopics(SecuredBroker broker, AgentId agent) {
        this.agent = agent;
        this.admin = Admin.create(broker.client(SecuredBroker.ADMIN, SecuredBroker.ADMIN_PASSWORD));
        var topics = Stream.of(in(), out())
                .map(name -> new NewTopic(name, Optional.of(1), Optional.empty()))
                .toList();
        settle(admin.createTopics(topics).all());
        settle(admin.createAcls(List.of(
                        right(ResourceType.TOPIC, in(), PatternType.LITERAL, AclOperation.READ),
                        right(ResourceType.TOPIC, out(), PatternType.LITERAL, AclOperation.WRITE),
                        right(
                                ResourceType.GROUP,
                                Topics.groupPrefix(TENANT, agent),
                                PatternType.PREFIXED,
                                AclOperation.READ)))
                .all());
    }

    private AclBinding right(ResourceType type, String name, PatternType pattern, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + user(), "*", operation, AclPermissionType.ALLOW));
    }

    String in() {
        return Topics.chatIn(TENANT, agent);
    }

    String out() {
        return Topics.chatOut(TENANT, agent);
    }

    String group(String start) {
        return Topics.group(TENANT, agent, start);
    }

    String user() {
        return "agent-" + agent;
    }

    /** From now on this is the user's password, and no older one. */
    void setPassword(String password) {
        var credential = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS);
        settle(admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user(), credential, password)))
                .all());
    }

    /** What is in {@code chat.in} now belongs to turns that have ended. */
    void commitEnd(String group) {
        var place = new TopicPartition(in(), 0);
        var end = settle(admin.listOffsets(Map.of(place, OffsetSpec.latest())).partitionResult(place));
        settle(admin.alterConsumerGroupOffsets(group, Map.of(place, new OffsetAndMetadata(end.offset())))
                .all());
    }

    /** How many messages the group has noted as handled; 0 where it has noted nothing. */
    long committed(String group) {
        var offsets = settle(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        var noted = offsets.get(new TopicPartition(in(), 0));
        return noted == null ? 0 : noted.offset();
    }

    /** The most that a record of {@code chat.out} may hold from now on. */
    void limitReplies(int bytes) {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, out());
        var limit = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(bytes));
        settle(admin.incrementalAlterConfigs(Map.of(topic, List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
                .all());
    }

    private static <T> T settle(KafkaFuture<T> asked) {
        try {
            return asked.get(30, SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("the broker did not do it", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
