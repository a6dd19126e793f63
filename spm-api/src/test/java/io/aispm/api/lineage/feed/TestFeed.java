package io.aispm.api.lineage.feed;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.Payload;
import io.aispm.contract.lineage.TraceId;
import io.aispm.kit.id.Ids;
import io.aispm.kit.json.WireJson;
import io.aispm.kit.lineage.LineageEvents;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** A topic of one partition, and a feed that reads as much of it as it is told. */
final class TestFeed {

    final Feed feed = new Feed();
    final List<FeedEntry> topic = new ArrayList<>();
    final TenantId tenant = TenantId.of("t1");
    final AgentId agent = new AgentId(UUID.randomUUID());

    private final LineageEvents events = new LineageEvents(new Ids(), Clock.systemUTC(), "spm-api");
    private final JsonMapper json = WireJson.betweenServices();
    private int read;

    TestFeed() {
        feed.begin(new Place(0, 0));
    }

    /** An event of the agent that stands at the topic's end, and has not been read. */
    FeedEntry sent(String text) {
        return sent(agent, text);
    }

    FeedEntry sent(AgentId whose, String text) {
        var event = events.of(
                tenant,
                whose,
                null,
                TraceId.from(UUID.randomUUID()),
                "ada",
                new Payload.ChatMessage("user", text, "allow"));
        return put(event.eventId(), whose, json.writeValueAsBytes(event));
    }

    /** The same event once more, as a sender does that had no answer. */
    FeedEntry sentAgain(FeedEntry entry) {
        return put(entry.eventId(), entry.agent(), entry.body());
    }

    /** An event of the agent that has been read. */
    FeedEntry happened(String text) {
        var entry = sent(text);
        readAll();
        return entry;
    }

    /** Reads what stands in the topic. */
    void readAll() {
        for (; read < topic.size(); read++) {
            feed.read(topic.get(read).place(), topic.get(read));
        }
    }

    /** What a watch holds now. */
    static List<FeedEntry> held(Watch watch) throws InterruptedException {
        var held = new ArrayList<FeedEntry>();
        while (watch.next(Duration.ZERO) instanceof Watch.Step.Happened(var entry)) {
            held.add(entry);
        }
        return held;
    }

    private FeedEntry put(UUID id, AgentId whose, byte[] body) {
        var entry = new FeedEntry(new Place(0, topic.size()), id, tenant, whose, body);
        topic.add(entry);
        return entry;
    }
}
