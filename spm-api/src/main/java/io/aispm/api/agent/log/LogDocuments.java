package io.aispm.api.agent.log;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.contract.lineage.TraceId;
import io.aispm.guard.redact.Redactor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Tells the lines of {@code aispm.log} from all else an agent writes. */
@Component
class LogDocuments {

    private final JsonMapper json;

    LogDocuments(JsonMapper json) {
        this.json = json;
    }

    /** What a line says, if it is a log document. */
    Optional<Document> read(String line) {
        if (!line.startsWith("{") || !line.endsWith("}")) {
            return Optional.empty();
        }
        try {
            var read = json.readValue(line, Raw.class);
            return read.ts() == null || read.message() == null || read.fields() == null
                    ? Optional.empty()
                    : Optional.of(new Document(read.message(), read.trace(), read.fields()));
        } catch (JacksonException other) {
            return Optional.empty();
        }
    }

    private record Raw(
            @Nullable String ts,
            @Nullable String message,
            @Nullable String trace,
            @JsonProperty("fields") @Nullable Map<String, @Nullable Object> fields) {}

    /** A log document; its trace is whatever the agent's author wrote there. */
    record Document(String message, @Nullable String traceText, Map<String, @Nullable Object> fields) {

        /** The turn it belongs to, where it names one. */
        @Nullable TraceId trace() {
            try {
                return traceText == null ? null : TraceId.of(traceText);
            } catch (IllegalArgumentException ofItsOwn) {
                return null;
            }
        }

        /** The lineage payload, without secrets. */
        Map<String, @Nullable Object> payload(Redactor redactor) {
            var payload = new LinkedHashMap<String, @Nullable Object>();
            payload.put("message", redactor.redact(message).text());
            if (traceText != null) {
                payload.put("trace", traceText);
            }
            payload.put("fields", redactor.redactValue(fields));
            return payload;
        }
    }
}
