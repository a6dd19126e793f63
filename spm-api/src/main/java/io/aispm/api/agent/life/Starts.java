package io.aispm.api.agent.life;

import io.aispm.contract.Topics;
import io.aispm.contract.agent.Bootstrap;
import io.aispm.kit.kafka.CertificateFile;
import io.aispm.kit.kafka.KafkaSettings;
import io.aispm.kit.secret.Secret;
import io.aispm.kit.secret.Tokens;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes what one start of an agent needs: its name, its credentials, what the agent is told. */
@Component
class Starts {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NAME_BYTES = 6;

    private final AgentProperties properties;
    private final KafkaSettings kafka;
    private final @Nullable String authorities;

    Starts(AgentProperties properties, KafkaSettings kafka) {
        this.properties = properties;
        this.kafka = kafka;
        this.authorities = kafka.authorities().map(CertificateFile::pem).orElse(null);
    }

    /** A name that no other start of the agent has. */
    String name() {
        var bytes = new byte[NAME_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    Credentials credentials() {
        return new Credentials(
                new Secret(Tokens.mint("mcp_")), new Secret(Tokens.mint("llm_")), new Secret(Tokens.mint("kafka_")));
    }

    Bootstrap bootstrap(Held held, String start, Credentials credentials) {
        var tenant = held.tenant();
        var agent = held.id();
        return new Bootstrap(
                agent,
                tenant,
                properties.mcpUrl(),
                properties.llmBaseUrl(),
                credentials.llmKey().value(),
                properties.kafkaBootstrapServers(),
                kafka.securityProtocol(),
                kafka.saslMechanism(),
                "agent-" + agent,
                credentials.kafkaPassword().value(),
                Topics.group(tenant, agent, start),
                Topics.chatIn(tenant, agent),
                Topics.chatOut(tenant, agent),
                authorities);
    }
}
