package io.aispm.stack.part;

import io.aispm.stack.keys.SecretFiles;
import io.aispm.stack.keys.StackKeys;
import io.aispm.stack.machine.StackException;
import io.aispm.stack.machine.Unpacked;
import io.aispm.stack.supervise.Launch;
import io.aispm.stack.supervise.Part;
import io.aispm.stack.supervise.Running;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kafka.tools.StorageTool;

/** One Kafka broker (KRaft) in a JVM of its own: SCRAM users, and nothing allowed that no rule allows. */
public final class KafkaPart implements Part {

    private static final int CLUSTER_ID_BYTES = 16;

    private final StackContext context;
    private final KafkaRules rules;

    public KafkaPart(StackContext context) {
        this.context = context;
        this.rules = new KafkaRules(context);
    }

    @Override
    public String name() {
        return "kafka";
    }

    private Path folder() {
        return context.folders().data().resolve("kafka");
    }

    @Override
    public Launch launch() {
        var files = new SecretFiles(folder());
        files.write("server.properties", configuration());
        if (!files.has("formatted")) {
            format(files.path("server.properties"));
            files.write("formatted", "with its users");
        }
        var command = new ArrayList<>(List.of(
                StackContext.java().toString(),
                "-Xmx384m",
                "-Xms64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dlogback.configurationFile=broker-logback.xml",
                "-Djava.awt.headless=true"));
        archive().ifPresent(archive -> command.addAll(archive.options()));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "kafka.Kafka",
                files.path("server.properties").toString()));
        return new Launch(command, Map.of(), "4.2.1");
    }

    @Override
    public boolean isReady(Running running) {
        return running.hasSaid("Kafka Server started");
    }

    @Override
    public void onReady() {
        rules.apply(folder());
    }

    /** The broker runs from the launcher's own libraries; there is no archive where they are no single jar. */
    Optional<ClassArchive> archive() {
        var jar = Path.of(System.getProperty("java.class.path"));
        return Files.isRegularFile(jar) ? Optional.of(new ClassArchive(jar, "kafka")) : Optional.empty();
    }

    private void format(Path properties) {
        Unpacked.delete(folder().resolve("data"));
        var cluster = new byte[CLUSTER_ID_BYTES];
        new SecureRandom().nextBytes(cluster);
        var arguments = new ArrayList<>(List.of(
                "format",
                "-t",
                Base64.getUrlEncoder().withoutPadding().encodeToString(cluster),
                "-c",
                properties.toString()));
        for (var user : StackKeys.KAFKA_USERS) {
            arguments.add("--add-scram");
            arguments.add("SCRAM-SHA-512=[name=%s,password=%s]"
                    .formatted(user, context.keys().kafkaPassword(user)));
        }
        var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try {
            StorageTool.execute(arguments.toArray(String[]::new), silent);
        } catch (Exception failed) {
            throw StackException.because("Kafka's data folder could not be made: " + failed.getMessage(), failed);
        }
        if (!Files.isDirectory(folder().resolve("data"))) {
            throw StackException.because("Kafka's data folder could not be made");
        }
    }

    /**
     * Snapshots of the metadata are taken early and often: a broker that starts without one, from a log in which a user
     * was removed, forgets all users (ScramDelta drops the mechanism as soon as its map is empty for a moment).
     */
    private String configuration() {
        var password = context.keys().kafkaPassword("broker");
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=CLIENTS://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=CLIENTS://127.0.0.1:%1$d
                listener.security.protocol.map=CLIENTS:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=CLIENTS
                sasl.enabled.mechanisms=SCRAM-SHA-512
                sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
                sasl.mechanism.controller.protocol=PLAIN
                listener.name.controller.sasl.enabled.mechanisms=PLAIN
                listener.name.controller.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="broker" password="%3$s" user_broker="%3$s";
                listener.name.clients.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="broker" password="%3$s";
                authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                allow.everyone.if.no.acl.found=false
                super.users=User:broker;User:spm-api
                log.dirs=%4$s
                auto.create.topics.enable=false
                delete.topic.enable=true
                group.initial.rebalance.delay.ms=0
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                num.network.threads=2
                num.io.threads=4
                log.cleaner.dedupe.buffer.size=16777216
                log.segment.bytes=67108864
                metadata.log.max.record.bytes.between.snapshots=4096
                metadata.max.idle.interval.ms=0
                """.formatted(
                        context.ports().kafka(), context.ports().kafkaController(), password, folder().resolve("data"));
    }
}
