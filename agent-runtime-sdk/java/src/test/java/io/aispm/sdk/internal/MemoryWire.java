package io.aispm.sdk.internal;

import io.aispm.sdk.AispmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.databind.JsonNode;

/** Two topics in memory. */
final class MemoryWire implements Wire {

    static final String TRACE = "0197e5a0333370008000000000000003";

    final BlockingQueue<Incoming> incoming = new LinkedBlockingQueue<>();
    final List<Long> committed = new CopyOnWriteArrayList<>();
    private final List<JsonNode> sent = new CopyOnWriteArrayList<>();
    private volatile boolean refusing;
    private volatile boolean closed;
    private long offset;

    void say(String text, String session) {
        say(text, session, UUID.randomUUID().toString());
    }

    void say(String text, String session, String id) {
        put(Json.MAPPER.writeValueAsString(
                Map.of("id", id, "session_id", session, "user_id", "ada", "text", text, "ts", "t", "trace_id", TRACE)));
    }

    void put(String text) {
        incoming.add(new Incoming(offset++, text));
    }

    void refuse() {
        refusing = true;
    }

    List<JsonNode> sent() {
        return sent;
    }

    List<String> texts() {
        return sent.stream()
                .filter(document -> !document.path("type").asString("").equals("done"))
                .map(document -> document.path("text").asString())
                .toList();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public List<Incoming> receive() {
        try {
            var records = new ArrayList<Incoming>();
            records.add(incoming.take());
            incoming.drainTo(records, 10);
            return records;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    @Override
    public void send(String key, byte[] value) {
        if (refusing) {
            throw new AispmException("the reply was refused");
        }
        sent.add(Json.MAPPER.readTree(value));
    }

    @Override
    public void commit(long handled) {
        committed.add(handled);
    }

    @Override
    public void close() {
        closed = true;
    }
}
