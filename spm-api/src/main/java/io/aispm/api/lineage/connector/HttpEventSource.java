package io.aispm.api.lineage.connector;

import io.aispm.api.lineage.EventSource;
import io.aispm.api.lineage.LineageException;
import io.aispm.api.lineage.TraceSource;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.lineage.TraceId;
import io.aispm.kit.json.WireJson;
import io.aispm.kit.page.BadPageException;
import io.aispm.kit.page.Page;
import io.aispm.kit.page.PageRequest;
import io.aispm.kit.service.ServiceTokens;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks the lineage service over HTTP. */
@Component
class HttpEventSource implements EventSource, TraceSource {

    private static final Logger log = LoggerFactory.getLogger(HttpEventSource.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int BAD_REQUEST = 400;
    private static final int MOST_PAGES = 10;

    private final OkHttpClient http;
    private final HttpUrl address;
    private final ServiceTokens tokens;
    private final JsonMapper json = WireJson.betweenServices();

    HttpEventSource(OkHttpClient http, @Value("${spm.lineage.url}") URI url, ServiceTokens tokens) {
        this.http = http.newBuilder().callTimeout(PATIENCE).build();
        this.address = Objects.requireNonNull(HttpUrl.get(url), "SPM_LINEAGE_URL must be an address")
                .newBuilder()
                .addPathSegments("internal/events")
                .build();
        this.tokens = tokens;
    }

    @Override
    public Page<LineageEvent> events(TenantId tenant, @Nullable AgentId agent, List<String> types, PageRequest page) {
        var question = question(tenant, page.limit(), types);
        if (agent != null) {
            question.addQueryParameter("agent_id", agent.toString());
        }
        if (page.cursor() != null) {
            question.addQueryParameter("cursor", page.cursor());
        }
        return ask(question);
    }

    @Override
    public List<LineageEvent> events(TenantId tenant, List<TraceId> traces, List<String> types) {
        var all = new ArrayList<LineageEvent>();
        if (traces.isEmpty()) {
            return all;
        }
        var wanted = traces.stream().map(TraceId::value).collect(Collectors.joining(","));
        @Nullable String next = null;
        for (var page = 0; page < MOST_PAGES && (page == 0 || next != null); page++) {
            var question = question(tenant, PageRequest.MOST, types).addQueryParameter("trace_id", wanted);
            if (next != null) {
                question.addQueryParameter("cursor", next);
            }
            var found = ask(question);
            all.addAll(found.rows());
            next = found.next();
        }
        return all.reversed();
    }

    private HttpUrl.Builder question(TenantId tenant, int limit, List<String> types) {
        var question = address.newBuilder()
                .addQueryParameter("tenant_id", tenant.value())
                .addQueryParameter("limit", String.valueOf(limit));
        if (!types.isEmpty()) {
            question.addQueryParameter("types", String.join(",", types));
        }
        return question;
    }

    private Page<LineageEvent> ask(HttpUrl.Builder question) {
        var request = new Request.Builder()
                .url(question.build())
                .header("Authorization", "Bearer " + tokens.own())
                .build();
        try (var response = http.newCall(request).execute()) {
            return read(response);
        } catch (IOException | JacksonException away) {
            log.atWarn().setCause(away).log("The lineage service does not answer");
            throw LineageException.unavailable();
        }
    }

    private Page<LineageEvent> read(Response response) throws IOException {
        if (response.code() == BAD_REQUEST) {
            throw BadPageException.cursor();
        }
        if (!response.isSuccessful()) {
            throw new IOException("the lineage service answered " + response.code());
        }
        var answer = json.readValue(response.body().bytes(), Answer.class);
        return new Page<>(answer.events(), answer.next());
    }

    private record Answer(
            List<LineageEvent> events, @Nullable String next) {}
}
