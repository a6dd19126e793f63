package io.aispm.api.lineage.feed;

import io.aispm.api.agent.Agents;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Standing;
import io.aispm.api.lineage.LineageException;
import io.aispm.contract.agent.AgentId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows people what an agent does as it does it, from now on or from after an event on. */
@Component
public class ActivityStreams {

    private final Feed feed;
    private final FeedArchive archive;
    private final Agents agents;
    private final OpenStreams open;
    private final Clock clock;
    private final MeterRegistry metrics;

    ActivityStreams(
            Feed feed, FeedArchive archive, Agents agents, OpenStreams open, Clock clock, MeterRegistry metrics) {
        this.feed = feed;
        this.archive = archive;
        this.agents = agents;
        this.open = open;
        this.clock = clock;
        this.metrics = metrics;
        // There before anybody looks on, so that a dashboard asks for what is known.
        metrics.timer(ActivityStream.DELAY);
    }

    /**
     * What is wanted.
     *
     * @param types the events that are wanted; empty for all
     * @param after the event to go on after, or null for what happens from now on
     */
    public record Wanted(
            AgentId agent, List<String> types, @Nullable UUID after) {}

    /**
     * Shows rows until the reader leaves or may not read on. Fails with {@link LineageException} before the reader is
     * asked for, where there is nothing to begin with.
     */
    public void show(Principal person, Standing standing, Wanted wanted, Supplier<Reader> reader) {
        open.run(person, () -> {
            var start = start(person, wanted);
            try {
                var stream = new ActivityStream(person.tenant(), wanted, reader.get(), metrics, clock, () -> {
                    if (!standing.holds()) {
                        return End.ACCESS_ENDED;
                    }
                    return agents.find(person.tenant(), wanted.agent()).isEmpty() ? End.AGENT_GONE : null;
                });
                stream.run(feed, archive, start);
            } finally {
                start.watch().ifPresent(feed::leave);
            }
        });
    }

    private Start start(Principal person, Wanted wanted) {
        var after = wanted.after();
        if (after == null) {
            return feed.watch(person.tenant(), wanted.agent())
                    .map(watch -> Start.live(watch, Set.of()))
                    .orElseThrow(LineageException::feedUnavailable);
        }
        if (!feed.isReading()) {
            throw LineageException.feedUnavailable();
        }
        return feed.watchAfter(person.tenant(), wanted.agent(), after)
                .map(joined -> Start.live(joined.watch(), joined.seen()))
                .orElseGet(() -> Start.behind(
                        archive.find(person.tenant(), wanted.agent(), after).orElseThrow(LineageException::notInFeed)));
    }
}
