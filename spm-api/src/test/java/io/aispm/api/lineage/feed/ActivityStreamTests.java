package io.aispm.api.lineage.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.agent.AgentException;
import io.aispm.api.lineage.LineageException;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ActivityStreamTests {

    private final TestFeed test = new TestFeed();
    private final List<String> shown = new ArrayList<>();
    private @Nullable End end;
    private @Nullable End verdict;
    private String lastRow = "no row ends it";
    private int rowsUntilItLeaves = Integer.MAX_VALUE;

    @Test
    void showsEachEventOnceHoweverOftenItWasSent() {
        var watch = test.feed.watch(test.tenant, test.agent).orElseThrow();
        var first = test.happened("first");
        test.sentAgain(first);
        test.happened("second");

        run(Start.live(watch, Set.of()));

        assertThat(shown).containsExactly("first", "second");
    }

    @Test
    void showsNothingAgainThatTheReaderHadSeenBefore() {
        var first = test.happened("first");
        var second = test.happened("second");
        test.sentAgain(first);
        test.happened("third");
        var joined =
                test.feed.watchAfter(test.tenant, test.agent, second.eventId()).orElseThrow();

        run(Start.live(joined.watch(), joined.seen()));

        assertThat(shown).containsExactly("third");
    }

    @Test
    void goesOnFromTheArchiveUntilTheLatestEventsTakeOver() {
        var last = test.sent("the last one seen");
        for (int n = 0; n < 20; n++) {
            test.sent("missed " + n);
        }
        overflow();

        lastRow = "late 2";
        stream(List.of())
                .run(
                        test.feed,
                        new Archive(),
                        Start.behind(new FeedArchive.Found(last.place().next(), Set.of(last.eventId()))));

        assertThat(shown).hasSize(20 + 3).startsWith("missed 0").endsWith("late 0", "late 1", "late 2");
        assertThat(new LinkedHashSet<>(shown)).hasSameSizeAs(shown);
    }

    @Test
    void showsOnlyTheKindsThatAreWanted() {
        var watch = test.feed.watch(test.tenant, test.agent).orElseThrow();
        test.happened("a message");

        run(Start.live(watch, Set.of()), List.of("AgentToolCall"));

        assertThat(shown).isEmpty();
    }

    @Test
    void passesOverWhatIsNoWholeEvent() {
        var watch = test.feed.watch(test.tenant, test.agent).orElseThrow();
        var place = new Place(0, 0);
        test.feed.read(place, new FeedEntry(place, UUID.randomUUID(), test.tenant, test.agent, "{}".getBytes(UTF_8)));

        run(Start.live(watch, Set.of()));

        assertThat(shown).isEmpty();
    }

    @Test
    void endsBeforeTheNextRowWhenThePersonMayNotReadOn() {
        var watch = test.feed.watch(test.tenant, test.agent).orElseThrow();
        test.happened("first");
        test.happened("second");
        verdict = End.ACCESS_ENDED;

        run(Start.live(watch, Set.of()));

        assertThat(shown).containsExactly("first");
        assertThat(end).isEqualTo(End.ACCESS_ENDED);
    }

    @Test
    void saysWhenTheTopicCanNotBeReadBack() {
        overflow();
        var stream = stream(List.of());

        stream.run(
                test.feed,
                new Archive() {
                    @Override
                    public Piece read(TenantId tenant, AgentId agent, Place from) {
                        throw LineageException.feedUnavailable();
                    }
                },
                Start.behind(new FeedArchive.Found(new Place(0, 0), Set.of())));

        assertThat(end).isEqualTo(End.UNAVAILABLE);
    }

    @Test
    void letsGoOfItsWatchWhenTheReaderLeaves() throws InterruptedException {
        var watch = test.feed.watch(test.tenant, test.agent).orElseThrow();
        test.happened("first");
        rowsUntilItLeaves = 0;

        run(Start.live(watch, Set.of()));
        test.happened("second");

        assertThat(end).isNull();
        assertThat(TestFeed.held(watch)).isEmpty();
    }

    /** Fills the latest events, so that only the archive has what came before. */
    private void overflow() {
        var other = new AgentId(UUID.randomUUID());
        while (test.topic.size() <= Feed.MOST_EVENTS + 100) {
            test.sent(other, "");
        }
        for (int n = 0; n < 3; n++) {
            test.sent("late " + n);
        }
        test.readAll();
    }

    private void run(Start start) {
        run(start, List.of());
    }

    /** Runs until all that its watch holds was shown. */
    private void run(Start start, List<String> types) {
        test.feed.close();
        stream(types).run(test.feed, new Archive(), start);
    }

    private ActivityStream stream(List<String> types) {
        return new ActivityStream(
                test.tenant,
                new ActivityStreams.Wanted(test.agent, types, null),
                new Recorder(),
                new SimpleMeterRegistry(),
                new Leaping(),
                () -> shown.contains(lastRow) ? End.AGENT_GONE : verdict);
    }

    /** The topic from any place, five events a piece. */
    private class Archive implements FeedArchive {

        @Override
        public Optional<Found> find(TenantId tenant, AgentId agent, UUID event) {
            throw AgentException.unknown();
        }

        @Override
        public Piece read(TenantId tenant, AgentId agent, Place from) {
            var until = Math.min(test.topic.size(), (int) from.offset() + 5);
            var entries = test.topic.subList((int) from.offset(), until).stream()
                    .filter(entry -> entry.agent().equals(agent))
                    .toList();
            return new Piece(entries, new Place(0, until));
        }
    }

    private final class Recorder implements Reader {

        @Override
        public void row(UUID id, Map<String, @Nullable Object> row) {
            if (shown.size() >= rowsUntilItLeaves) {
                throw new ReaderLeftException(new IllegalStateException("gone"));
            }
            shown.add(String.valueOf(row.get("text")));
        }

        @Override
        public void flush() {
            // Each row is shown at once.
        }

        @Override
        public void ping() {
            // Nothing waits for it.
        }

        @Override
        public void end(End why) {
            end = why;
        }
    }

    /** Each look at it is one second after the one before. */
    private static final class Leaping extends Clock {

        private Instant now = Instant.parse("2026-04-25T10:00:00Z");

        @Override
        public Instant instant() {
            now = now.plusSeconds(1);
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
