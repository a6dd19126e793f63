package io.aispm.lineage.kafka;

import io.aispm.contract.lineage.LineageEvent;
import io.aispm.kit.json.WireJson;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Understands a record's bytes as an event, or says in a sentence why it can't. */
final class EventDecoder {

    private final JsonMapper json = WireJson.betweenServices();

    Reading read(byte @Nullable [] bytes) {
        if (bytes == null) {
            return new Reading.Unreadable("the record has no value");
        }
        try {
            return whole(json.readValue(bytes, LineageEvent.class));
        } catch (JacksonException malformed) {
            return new Reading.Unreadable(malformed.getOriginalMessage());
        }
    }

    /** What JSON leaves out is null, whatever the record's type promises. */
    @SuppressWarnings("NullAway")
    private static Reading whole(@Nullable LineageEvent event) {
        if (event == null) {
            return new Reading.Unreadable("the value is null");
        }
        var needed = new LinkedHashMap<String, @Nullable Object>();
        needed.put("event_id", event.eventId());
        needed.put("event_type", event.eventType());
        needed.put("payload", event.payload());
        needed.put("timestamp", event.timestamp());
        needed.put("tenant_id", event.tenantId());
        needed.put("source", event.source());
        for (var field : needed.entrySet()) {
            if (field.getValue() == null) {
                return new Reading.Unreadable("`" + field.getKey() + "` is missing");
            }
        }
        return new Reading.Understood(event);
    }

    /** What became of the bytes. */
    sealed interface Reading {

        /** An event, whole. */
        record Understood(LineageEvent event) implements Reading {}

        /** Something else. */
        record Unreadable(String reason) implements Reading {}
    }
}
