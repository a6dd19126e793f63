package io.aispm.api.lineage.kafka;

import io.aispm.api.lineage.feed.FeedEntry;
import io.aispm.api.lineage.feed.Place;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.json.WireJson;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Reads of an event's bytes only whose it is, so that what nobody watches costs next to nothing. */
final class FeedDecoder {

    private final JsonMapper json = WireJson.betweenServices();

    /** The entry of a record; null where it is no event of an agent. */
    @Nullable FeedEntry read(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] body = record.value();
        if (body == null) {
            return null;
        }
        try (var parser = json.createParser(body)) {
            var head = head(parser);
            if (head.event == null || head.tenant == null || head.agent == null) {
                return null;
            }
            return new FeedEntry(
                    place(record), UUID.fromString(head.event), TenantId.of(head.tenant), AgentId.of(head.agent), body);
        } catch (JacksonException | IllegalArgumentException unreadable) {
            return null;
        }
    }

    /** Where a record stands. */
    static Place place(ConsumerRecord<?, ?> record) {
        return new Place(record.partition(), record.offset());
    }

    private static Head head(JsonParser parser) {
        var head = new Head();
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return head;
        }
        for (var field = parser.nextName(); field != null; field = parser.nextName()) {
            var value = parser.nextToken();
            if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
                parser.skipChildren();
            } else if (value == JsonToken.VALUE_STRING) {
                head.take(field, parser.getString());
            }
        }
        return head;
    }

    private static final class Head {

        private @Nullable String event;
        private @Nullable String tenant;
        private @Nullable String agent;

        private void take(String field, String value) {
            switch (field) {
                case "event_id" -> event = value;
                case "tenant_id" -> tenant = value;
                case "agent_id" -> agent = value;
                default -> {
                    // The rest of the envelope is read by whoever shows the event.
                }
            }
        }
    }
}
