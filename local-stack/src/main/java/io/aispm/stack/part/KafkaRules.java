package io.aispm.stack.part;

import io.aispm.contract.Topics;
import io.aispm.stack.machine.StackException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The platform's own topics, and which service may do what with them. */
final class KafkaRules {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String DEAD_LETTERS = Topics.LINEAGE + ".dead";

    private final String bootstrapServers;
    private final KafkaTransport transport;
    private final Supplier<String> brokerPassword;

    KafkaRules(String bootstrapServers, KafkaTransport transport, Supplier<String> brokerPassword) {
        this.bootstrapServers = bootstrapServers;
        this.transport = transport;
        this.brokerPassword = brokerPassword;
    }

    /** Makes what is not there, and sets what is as it should be. */
    void apply() {
        try (var admin = Admin.create(settings())) {
            for (var topic : topics()) {
                make(admin, topic);
            }
            admin.createAcls(bindings()).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw StackException.because("interrupted", stopped);
        } catch (ExecutionException | TimeoutException failed) {
            throw StackException.because("Kafka's topics could not be made: " + failed.getMessage(), failed);
        }
    }

    private static void make(Admin admin, NewTopic topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            admin.createTopics(List.of(topic)).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
            adapt(admin, topic);
        }
    }

    /** A topic of an earlier version gets the settings of this one. */
    private static void adapt(Admin admin, NewTopic topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        var settings = topic.configs().entrySet().stream()
                .map(each ->
                        new AlterConfigOp(new ConfigEntry(each.getKey(), each.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), settings))
                .all()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static List<NewTopic> topics() {
        return List.of(
                topic(Topics.LINEAGE, 6, Duration.ofDays(7), Topics.LARGEST_LINEAGE_EVENT),
                topic(DEAD_LETTERS, 1, Duration.ofDays(7), Topics.LARGEST_LINEAGE_EVENT + (64 << 10)),
                topic(Topics.CONTROL, 1, Duration.ofMinutes(10), 1 << 20));
    }

    private static NewTopic topic(String name, int partitions, Duration kept, int largest) {
        return new NewTopic(name, partitions, (short) 1)
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(kept.toMillis()),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(largest)));
    }

    private static List<AclBinding> bindings() {
        var gateways = Stream.of("spm-llm-proxy", "spm-mcp")
                .flatMap(service -> Stream.of(
                        topic(service, Topics.LINEAGE, AclOperation.WRITE),
                        topic(service, Topics.LINEAGE, AclOperation.DESCRIBE),
                        topic(service, Topics.CONTROL, AclOperation.READ),
                        topic(service, Topics.CONTROL, AclOperation.WRITE),
                        topic(service, Topics.CONTROL, AclOperation.DESCRIBE)));
        var consumer = Stream.of(
                topic("lineage-consumer", Topics.LINEAGE, AclOperation.READ),
                topic("lineage-consumer", Topics.LINEAGE, AclOperation.WRITE),
                topic("lineage-consumer", Topics.LINEAGE, AclOperation.DESCRIBE),
                topic("lineage-consumer", DEAD_LETTERS, AclOperation.READ),
                topic("lineage-consumer", DEAD_LETTERS, AclOperation.WRITE),
                topic("lineage-consumer", DEAD_LETTERS, AclOperation.DESCRIBE),
                topic("lineage-consumer", Topics.CONTROL, AclOperation.READ),
                topic("lineage-consumer", Topics.CONTROL, AclOperation.DESCRIBE),
                allow(
                        "lineage-consumer",
                        ResourceType.GROUP,
                        "lineage-consumer",
                        PatternType.PREFIXED,
                        AclOperation.READ));
        return Stream.concat(gateways, consumer).toList();
    }

    private static AclBinding topic(String user, String topic, AclOperation operation) {
        return allow(user, ResourceType.TOPIC, topic, PatternType.LITERAL, operation);
    }

    private static AclBinding allow(
            String user, ResourceType type, String name, PatternType pattern, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<>(transport.client());
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"broker\" password=\"%s\";"
                        .formatted(brokerPassword.get()));
        return settings;
    }
}
