package io.aispm.sdk.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.sdk.AispmException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the control plane tells an agent at its start; the same for the whole life of the start. */
public record Bootstrap(
        @JsonProperty("tenant_id") String tenantId,
        @JsonProperty("mcp_url") String mcpUrl,
        @JsonProperty("llm_base_url") String llmBaseUrl,
        @JsonProperty("llm_api_key") String llmApiKey,
        @JsonProperty("kafka_bootstrap_servers") String kafkaBootstrapServers,
        @JsonProperty("kafka_security_protocol") @Nullable String kafkaSecurityProtocol,
        @JsonProperty("kafka_sasl_mechanism") @Nullable String kafkaSaslMechanism,
        @JsonProperty("kafka_sasl_username") @Nullable String kafkaSaslUsername,
        @JsonProperty("kafka_sasl_password") @Nullable String kafkaSaslPassword,
        @JsonProperty("kafka_group_id") String kafkaGroupId,
        @JsonProperty("chat_in_topic") String chatInTopic,
        @JsonProperty("chat_out_topic") String chatOutTopic,
        @JsonProperty("kafka_ssl_ca_pem") @Nullable String kafkaSslCaPem) {

    private static final String VERSION = "/v1";

    /** Refuses a document that lacks what an agent can't do without: JSON knows no null-safety. */
    Bootstrap complete() {
        @SuppressWarnings("NullAway") // A field that the document lacks is null, whatever its type says.
        var given = Stream.of(
                tenantId,
                mcpUrl,
                llmBaseUrl,
                llmApiKey,
                kafkaBootstrapServers,
                kafkaGroupId,
                chatInTopic,
                chatOutTopic);
        if (given.anyMatch(value -> value == null)) {
            throw new AispmException("the control plane's bootstrap is incomplete");
        }
        return this;
    }

    /** The model gateway's address as clients of OpenAI's API want it. */
    String modelsUrl() {
        var url = llmBaseUrl.replaceAll("/+$", "");
        return url.endsWith(VERSION) ? url : url + VERSION;
    }

    /** Without its keys. */
    @Override
    public String toString() {
        return "Bootstrap[" + tenantId + "]";
    }
}
