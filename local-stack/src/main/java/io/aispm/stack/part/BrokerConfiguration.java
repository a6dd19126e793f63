package io.aispm.stack.part;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How one broker (KRaft) that is its own controller is set up, on one machine and in Compose: SCRAM users, and nothing
 * allowed that no rule allows.
 *
 * @param listens host and port that clients come to
 * @param advertised host and port that clients are told to come to
 * @param controllerPort a port of the loopback
 * @param password of the broker's own user
 * @param certificates what its clients come by TLS with; null where nothing is encrypted
 */
public record BrokerConfiguration(
        String listens,
        String advertised,
        int controllerPort,
        String password,
        Path dataFolder,
        @Nullable Certificates certificates) {

    /** The broker's key and certificate, and who vouches for it, as files (PEM). */
    public record Certificates(Path key, Path authority) {}

    /**
     * Snapshots of the metadata are taken early and often: a broker that starts without one, from a log in which a user
     * was removed, forgets all users (ScramDelta drops the mechanism as soon as its map is empty for a moment).
     */
    public String properties() {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%3$d
                listeners=CLIENTS://%1$s,CONTROLLER://127.0.0.1:%3$d
                advertised.listeners=CLIENTS://%2$s
                listener.security.protocol.map=CLIENTS:%6$s,CONTROLLER:SASL_PLAINTEXT
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=CLIENTS
                sasl.enabled.mechanisms=SCRAM-SHA-512
                sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
                sasl.mechanism.controller.protocol=PLAIN
                listener.name.controller.sasl.enabled.mechanisms=PLAIN
                listener.name.controller.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="broker" password="%4$s" user_broker="%4$s";
                listener.name.clients.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="broker" password="%4$s";
                authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                allow.everyone.if.no.acl.found=false
                super.users=User:broker;User:spm-api
                log.dirs=%5$s
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
                """.formatted(listens, advertised, controllerPort, password, dataFolder, protocol()) + tls();
    }

    private String protocol() {
        return certificates == null ? "SASL_PLAINTEXT" : "SASL_SSL";
    }

    private String tls() {
        return certificates == null ? "" : """
                ssl.keystore.type=PEM
                ssl.keystore.location=%s
                ssl.truststore.type=PEM
                ssl.truststore.location=%s
                """.formatted(certificates.key(), certificates.authority());
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "BrokerConfiguration[" + advertised + "]";
    }
}
