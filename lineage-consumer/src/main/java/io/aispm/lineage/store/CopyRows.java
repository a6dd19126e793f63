package io.aispm.lineage.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.aispm.contract.lineage.LineageEvent;
import io.aispm.kit.json.StorableText;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events as rows of PostgreSQL's binary copy format, which costs neither side a parser.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-BINARY-FORMAT">The format</a>
 */
final class CopyRows {

    static final String COLUMNS =
            "event_id, ts, tenant_id, agent_id, session_id, correlation_id, event_type, user_id, source, schema_version, payload";

    private static final int COUNT = 11;
    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(ISO_8859_1);
    private static final int NULL = -1;
    private static final int JSONB_VERSION = 1;
    private static final long EPOCH_SECONDS =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
    private static final int USUAL_ROW = 1_024;

    private final JsonMapper json;

    CopyRows(JsonMapper json) {
        this.json = json;
    }

    /** The whole stream; fails with {@link ArithmeticException} on a time that no database can keep. */
    byte[] of(List<LineageEvent> events) {
        var bytes = new ByteArrayOutputStream(events.size() * USUAL_ROW);
        try (var out = new DataOutputStream(bytes)) {
            out.write(SIGNATURE);
            out.writeInt(0);
            out.writeInt(0);
            for (var event : events) {
                row(out, event);
            }
            out.writeShort(NULL);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private void row(DataOutputStream out, LineageEvent event) throws IOException {
        out.writeShort(COUNT);
        uuid(out, event.eventId());
        time(out, event.timestamp());
        text(out, event.tenantId().value());
        uuid(out, event.agentId() == null ? null : event.agentId().value());
        uuid(out, event.sessionId() == null ? null : event.sessionId().value());
        text(out, event.correlationId() == null ? null : event.correlationId().value());
        text(out, event.eventType());
        text(out, event.userId());
        text(out, event.source());
        out.writeInt(Integer.BYTES);
        out.writeInt(event.schemaVersion());
        payload(out, event);
    }

    private static void uuid(DataOutputStream out, @Nullable UUID value) throws IOException {
        if (value == null) {
            out.writeInt(NULL);
            return;
        }
        out.writeInt(2 * Long.BYTES);
        out.writeLong(value.getMostSignificantBits());
        out.writeLong(value.getLeastSignificantBits());
    }

    /** Microseconds since the year 2000. */
    private static void time(DataOutputStream out, Instant value) throws IOException {
        var seconds = Math.subtractExact(value.getEpochSecond(), EPOCH_SECONDS);
        out.writeInt(Long.BYTES);
        out.writeLong(Math.addExact(Math.multiplyExact(seconds, 1_000_000L), value.getNano() / 1_000));
    }

    private static void text(DataOutputStream out, @Nullable String value) throws IOException {
        if (value == null) {
            out.writeInt(NULL);
            return;
        }
        var bytes = StorableText.of(value).getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private void payload(DataOutputStream out, LineageEvent event) throws IOException {
        var bytes = json.writeValueAsBytes(StorableText.ofValue(event.payload()));
        out.writeInt(bytes.length + 1);
        out.writeByte(JSONB_VERSION);
        out.write(bytes);
    }
}
