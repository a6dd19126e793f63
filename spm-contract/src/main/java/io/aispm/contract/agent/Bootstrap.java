package io.aispm.contract.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * All that an agent's SDK needs to begin, the same for the whole life of one start.
 *
 * @param kafkaSslCaPem the certificates (PEM) that vouch for Kafka's brokers; absent where there is no TLS, or where those that
 *     every system trusts do
 */
public record Bootstrap(
        @JsonProperty("agent_id") AgentId agentId,
        @JsonProperty("tenant_id") TenantId tenantId,
        @JsonProperty("mcp_url") String mcpUrl,
        @JsonProperty("llm_base_url") String llmBaseUrl,
        @JsonProperty("llm_api_key") String llmApiKey,
        @JsonProperty("kafka_bootstrap_servers") String kafkaBootstrapServers,
        @JsonProperty("kafka_security_protocol") String kafkaSecurityProtocol,
        @JsonProperty("kafka_sasl_mechanism") String kafkaSaslMechanism,
        @JsonProperty("kafka_sasl_username") String kafkaSaslUsername,
        @JsonProperty("kafka_sasl_password") String kafkaSaslPassword,
        @JsonProperty("kafka_group_id") String kafkaGroupId,
        @JsonProperty("chat_in_topic") String chatInTopic,
        @JsonProperty("chat_out_topic") String chatOutTopic,

        @JsonProperty("kafka_ssl_ca_pem") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String kafkaSslCaPem) {

    /** Names the agent only: the rest are credentials, or lead to them. */
    @Override
    public String toString() {
        return "Bootstrap[" + agentId + "]";
    }
}
