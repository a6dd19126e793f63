package io.aispm.api.lineage.connector;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.lineage.LineageException;
import io.aispm.api.lineage.Sums;
import io.aispm.api.lineage.SumsSource;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.json.WireJson;
import io.aispm.kit.service.ServiceTokens;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks the lineage service over HTTP how much happened. */
@Component
class HttpSumsSource implements SumsSource {

    private static final Logger log = LoggerFactory.getLogger(HttpSumsSource.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final OkHttpClient http;
    private final HttpUrl address;
    private final ServiceTokens tokens;
    private final JsonMapper json = WireJson.betweenServices();

    HttpSumsSource(OkHttpClient http, @Value("${spm.lineage.url}") URI url, ServiceTokens tokens) {
        this.http = http.newBuilder().callTimeout(PATIENCE).build();
        this.address = Objects.requireNonNull(HttpUrl.get(url), "SPM_LINEAGE_URL must be an address")
                .newBuilder()
                .addPathSegments("internal/sums")
                .build();
        this.tokens = tokens;
    }

    @Override
    public Told sums(TenantId tenant, Instant from, Instant to, Duration bucket) {
        var question = address.newBuilder()
                .addQueryParameter("tenant_id", tenant.value())
                .addQueryParameter("from", from.toString())
                .addQueryParameter("to", to.toString())
                .addQueryParameter("bucket_s", String.valueOf(bucket.toSeconds()))
                .build();
        var request = new Request.Builder()
                .url(question)
                .header("Authorization", "Bearer " + tokens.own())
                .build();
        try (var response = http.newCall(request).execute()) {
            if (!response.isSuccessful()) {
                throw new IOException("the lineage service answered " + response.code());
            }
            return json.readValue(response.body().bytes(), Answer.class).told();
        } catch (IOException | JacksonException away) {
            log.atWarn().setCause(away).log("The lineage service does not answer");
            throw LineageException.unavailable();
        }
    }

    private record Answer(List<AnsweredCell> cells, List<AnsweredFailure> failures) {

        Told told() {
            return new Told(
                    cells.stream().map(AnsweredCell::cell).toList(),
                    failures.stream().map(AnsweredFailure::failure).toList());
        }
    }

    private record AnsweredCell(
            Instant at,
            @JsonProperty("agent_id") @Nullable AgentId agent,
            long turns,
            long refused,
            @JsonProperty("tool_calls") long toolCalls,
            @JsonProperty("tool_failures") long toolFailures,
            @JsonProperty("llm_calls") long llmCalls,
            @JsonProperty("llm_failures") long llmFailures,
            long crashes,
            @JsonProperty("prompt_tokens") long promptTokens,
            @JsonProperty("completion_tokens") long completionTokens,
            @JsonProperty("cost_usd") BigDecimal costUsd) {

        Cell cell() {
            return new Cell(
                    at,
                    agent,
                    new Sums(
                            turns,
                            refused,
                            toolCalls,
                            toolFailures,
                            llmCalls,
                            llmFailures,
                            crashes,
                            promptTokens,
                            completionTokens,
                            costUsd));
        }
    }

    private record AnsweredFailure(
            UUID id,
            Instant ts,
            @JsonProperty("event_type") String eventType,
            @JsonProperty("agent_id") @Nullable AgentId agent,
            @JsonProperty("trace_id") @Nullable String trace,
            @Nullable String what,
            @Nullable String error) {

        Failure failure() {
            return new Failure(id, ts, eventType, agent, trace, what, error);
        }
    }
}
