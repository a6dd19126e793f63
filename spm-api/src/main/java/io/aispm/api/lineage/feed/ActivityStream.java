package io.aispm.api.lineage.feed;

import io.aispm.api.lineage.ActivityRow;
import io.aispm.api.lineage.feed.ActivityStreams.Wanted;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.kit.json.StorableText;
import io.aispm.kit.json.WireJson;
import io.aispm.kit.problem.DomainException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** One reader's stream, carried by the thread of its request. */
final class ActivityStream {

    static final Duration LOOK = Duration.ofSeconds(3);
    static final String DELAY = "spm.feed.delay";

    private static final Logger log = LoggerFactory.getLogger(ActivityStream.class);
    private static final int MOST_SEEN = 4_096;

    private final TenantId tenant;
    private final Wanted wanted;
    private final Reader reader;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final Supplier<@Nullable End> look;
    private final JsonMapper json = WireJson.betweenServices();
    private final Set<UUID> seen = new LinkedHashSet<>();
    private final Timer delay;
    private Instant nextLook;

    /** What is caught up with is late by nature, so its delay says nothing. */
    private boolean isLive;

    /** @param look says why the reader may not read on; null where they may */
    ActivityStream(
            TenantId tenant,
            Wanted wanted,
            Reader reader,
            MeterRegistry metrics,
            Clock clock,
            Supplier<@Nullable End> look) {
        this.tenant = tenant;
        this.wanted = wanted;
        this.reader = reader;
        this.metrics = metrics;
        this.delay = metrics.timer(DELAY);
        this.clock = clock;
        this.look = look;
        this.nextLook = clock.instant().plus(LOOK);
    }

    /** Shows what happens until an end, which the reader is told, or until the reader leaves. */
    void run(Feed feed, FeedArchive archive, Start start) {
        seen.addAll(start.seen());
        @Nullable Watch watch = start.watch().orElse(null);
        try {
            reader.ping();
            if (watch == null) {
                var place = start.place().orElseThrow();
                watch = catchUp(feed, archive, place);
            }
            follow(watch);
        } catch (EndedException ended) {
            metrics.counter("spm.feed.ended", "why", ended.why.code()).increment();
            tell(ended.why);
        } catch (ReaderLeftException left) {
            log.atDebug().log("A reader left the feed");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            tell(End.STOPPING);
        } finally {
            if (watch != null) {
                feed.leave(watch);
            }
        }
    }

    /** Reads pieces of the topic until the latest events take over. */
    private Watch catchUp(Feed feed, FeedArchive archive, Place begin) throws EndedException {
        var place = begin;
        while (true) {
            var joined = feed.watchFrom(tenant, wanted.agent(), place);
            if (joined.isPresent()) {
                return joined.get();
            }
            if (!feed.isReading()) {
                throw new EndedException(End.STOPPING);
            }
            lookWhenDue();
            FeedArchive.Piece piece;
            try {
                piece = archive.read(tenant, wanted.agent(), place);
            } catch (DomainException away) {
                throw new EndedException(End.UNAVAILABLE);
            }
            piece.entries().forEach(this::show);
            reader.flush();
            place = piece.next();
        }
    }

    private void follow(Watch watch) throws InterruptedException, EndedException {
        isLive = true;
        while (true) {
            var patience = Duration.between(clock.instant(), nextLook);
            switch (watch.next(patience.isNegative() ? Duration.ZERO : patience)) {
                case Watch.Step.Happened(var entry) -> {
                    show(entry);
                    if (watch.isDrained()) {
                        reader.flush();
                    }
                }
                case Watch.Step.Quiet() -> log.atTrace().log("Nothing happened");
                case Watch.Step.Ended(var why) -> throw new EndedException(why);
            }
            lookWhenDue();
        }
    }

    /** Whoever may not read on is told so before the next row. */
    private void lookWhenDue() throws EndedException {
        var now = clock.instant();
        if (now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(LOOK);
        var why = look();
        if (why != null) {
            throw new EndedException(why);
        }
        reader.ping();
    }

    private @Nullable End look() {
        try {
            return look.get();
        } catch (DataAccessException unknown) {
            log.atWarn().setCause(unknown).log("Whether a reader of the feed may read on is not known now");
            return End.UNAVAILABLE;
        }
    }

    private void show(FeedEntry entry) {
        if (!seen.add(entry.eventId())) {
            return;
        }
        if (seen.size() > MOST_SEEN) {
            seen.remove(seen.iterator().next());
        }
        var event = decode(entry);
        if (event == null || !(wanted.types().isEmpty() || wanted.types().contains(event.eventType()))) {
            return;
        }
        reader.row(entry.eventId(), stored(ActivityRow.of(event)));
        if (isLive) {
            delay.record(Duration.between(event.timestamp(), clock.instant()));
        }
    }

    /** The row as the list will show it, once a database has kept its text. */
    private static Map<String, @Nullable Object> stored(Map<String, @Nullable Object> row) {
        var stored = new LinkedHashMap<String, @Nullable Object>();
        row.forEach((field, value) -> stored.put(field, StorableText.ofValue(value)));
        return stored;
    }

    /** What JSON leaves out is null, whatever the record's type promises; what is no event is none here either. */
    @SuppressWarnings("NullAway")
    private @Nullable LineageEvent decode(FeedEntry entry) {
        try {
            var event = json.readValue(entry.body(), LineageEvent.class);
            return event.eventType() == null || event.payload() == null || event.timestamp() == null ? null : event;
        } catch (JacksonException unreadable) {
            return null;
        }
    }

    private void tell(End why) {
        try {
            reader.end(why);
        } catch (ReaderLeftException left) {
            log.atDebug().log("A reader left the feed before its end");
        }
    }

    /** The stream has come to an end of the platform's making. */
    private static final class EndedException extends Exception {

        private final End why;

        private EndedException(End why) {
            super(why.detail());
            this.why = why;
        }
    }
}
