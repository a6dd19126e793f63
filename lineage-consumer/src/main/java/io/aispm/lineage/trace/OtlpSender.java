package io.aispm.lineage.trace;

import io.aispm.kit.json.WireJson;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Sends spans to an OTLP/HTTP receiver. */
final class OtlpSender {

    private static final Logger log = LoggerFactory.getLogger(OtlpSender.class);
    private static final MediaType JSON = MediaType.get("application/json");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;

    private final OkHttpClient http;
    private final TraceTarget target;
    private final JsonMapper json = WireJson.betweenServices();
    private final Counter sent;
    private final Counter refused;

    OtlpSender(OkHttpClient http, TraceTarget target, MeterRegistry metrics) {
        this.http = http.newBuilder().callTimeout(PATIENCE).build();
        this.target = target;
        this.sent = metrics.counter("lineage.spans.sent");
        this.refused = metrics.counter("lineage.spans.refused");
    }

    /** Sends them, or lets go of them where they are refused for good; fails while the receiver is away. */
    void send(List<Span> spans) throws IOException {
        if (spans.isEmpty()) {
            return;
        }
        try (var answer = http.newCall(request(spans)).execute()) {
            if (answer.isSuccessful()) {
                sent.increment(spans.size());
                return;
            }
            if (answer.code() >= SERVER_ERROR || answer.code() < BAD_REQUEST || answer.code() == TOO_MANY_REQUESTS) {
                throw new IOException("the receiver of traces answered " + answer.code());
            }
            refused.increment(spans.size());
            log.atWarn()
                    .addKeyValue("status", answer.code())
                    .addKeyValue("spans", spans.size())
                    .log("The receiver of traces refused spans");
        }
    }

    private Request request(List<Span> spans) {
        var base = target.endpoint().toString();
        var request = new Request.Builder()
                .url((base.endsWith("/") ? base : base + "/") + "v1/traces")
                .post(RequestBody.create(json.writeValueAsBytes(OtlpDocument.of(spans)), JSON));
        var header = target.header();
        if (!header.isBlank()) {
            var colon = header.indexOf(':');
            request.header(
                    header.substring(0, colon).strip(),
                    header.substring(colon + 1).strip());
        }
        return request.build();
    }
}
