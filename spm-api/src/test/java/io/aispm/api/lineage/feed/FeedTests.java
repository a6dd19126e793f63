package io.aispm.api.lineage.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FeedTests {

    private final TestFeed test = new TestFeed();
    private final Feed feed = test.feed;

    @Test
    void showsAWatchWhatItsAgentDoesFromNowOn() throws InterruptedException {
        test.happened("before");
        var watch = feed.watch(test.tenant, test.agent).orElseThrow();
        var first = test.happened("first");
        test.sent(new AgentId(UUID.randomUUID()), "another's");
        var second = test.happened("second");

        assertThat(TestFeed.held(watch)).containsExactly(first, second);
    }

    @Test
    void showsAnAgentToNoOtherTenant() throws InterruptedException {
        var watch = feed.watch(TenantId.of("t2"), test.agent).orElseThrow();
        test.happened("secret");

        assertThat(TestFeed.held(watch)).isEmpty();
    }

    @Test
    void goesOnAfterAnEventThatItStillHolds() throws InterruptedException {
        var first = test.happened("first");
        var second = test.happened("second");
        var third = test.happened("third");

        var joined = feed.watchAfter(test.tenant, test.agent, second.eventId()).orElseThrow();
        var fourth = test.happened("fourth");

        assertThat(TestFeed.held(joined.watch())).containsExactly(third, fourth);
        assertThat(joined.seen()).containsExactly(first.eventId(), second.eventId());
    }

    @Test
    void doesNotGoOnAfterAnEventOfAnotherTenant() {
        var event = test.happened("first");

        assertThat(feed.watchAfter(TenantId.of("t2"), test.agent, event.eventId()))
                .isEmpty();
    }

    @Test
    void doesNotPretendToHoldWhatItHasLetGo() {
        var first = test.happened("first");
        fill();

        assertThat(feed.watchAfter(test.tenant, test.agent, first.eventId())).isEmpty();
        assertThat(feed.watchFrom(test.tenant, test.agent, first.place())).isEmpty();
    }

    @Test
    void takesOverFromAPlaceWithoutLossOrRepetition() throws InterruptedException {
        test.happened("first");
        fill();
        var place = new Place(0, test.topic.size());
        var next = test.happened("next");

        var watch = feed.watchFrom(test.tenant, test.agent, place).orElseThrow();
        var last = test.happened("last");

        assertThat(TestFeed.held(watch)).containsExactly(next, last);
    }

    @Test
    void showsNothingTwiceToAReaderWhoIsAheadOfIt() throws InterruptedException {
        test.sent("read back already");
        var watch = feed.watchFrom(test.tenant, test.agent, new Place(0, 1)).orElseThrow();
        var last = test.happened("last");

        assertThat(TestFeed.held(watch)).containsExactly(last);
    }

    @Test
    void endsAWatchThatLetsTooManyWaitAfterThoseThatItHolds() throws InterruptedException {
        var watch = feed.watch(test.tenant, test.agent).orElseThrow();
        for (int n = 0; n <= Watch.MOST_EVENTS + 10; n++) {
            test.happened("text " + n);
        }

        for (int n = 0; n < Watch.MOST_EVENTS; n++) {
            assertThat(watch.next(Duration.ZERO)).isInstanceOf(Watch.Step.Happened.class);
        }
        assertThat(watch.next(Duration.ZERO)).isEqualTo(new Watch.Step.Ended(End.TOO_SLOW));
    }

    @Test
    void endsAWatchThatLetsTooMuchWait() throws InterruptedException {
        var watch = feed.watch(test.tenant, test.agent).orElseThrow();
        var large = "x".repeat((int) (Watch.MOST_BYTES / 2));
        test.happened(large);
        test.happened(large);

        assertThat(watch.next(Duration.ZERO)).isInstanceOf(Watch.Step.Happened.class);
        assertThat(watch.next(Duration.ZERO)).isEqualTo(new Watch.Step.Ended(End.TOO_SLOW));
    }

    @Test
    void watchesNothingBeforeItReads() {
        assertThat(new Feed().watch(test.tenant, test.agent)).isEmpty();
    }

    @Test
    void endsAllWatchesWhenItCloses() throws InterruptedException {
        var watch = feed.watch(test.tenant, test.agent).orElseThrow();

        feed.close();

        assertThat(watch.next(Duration.ZERO)).isEqualTo(new Watch.Step.Ended(End.STOPPING));
        assertThat(feed.watch(test.tenant, test.agent)).isEmpty();
    }

    @Test
    void startsAnewWithATopicThatWasMadeAnew() throws InterruptedException {
        var old = test.happened("old");
        var watch = feed.watch(test.tenant, test.agent).orElseThrow();

        feed.read(
                new Place(0, 0),
                new FeedEntry(new Place(0, 0), UUID.randomUUID(), test.tenant, test.agent, new byte[0]));

        assertThat(watch.next(Duration.ZERO)).isEqualTo(new Watch.Step.Ended(End.UNAVAILABLE));
        assertThat(feed.watchAfter(test.tenant, test.agent, old.eventId())).isEmpty();
    }

    private void fill() {
        var other = new AgentId(UUID.randomUUID());
        for (int n = 0; n <= Feed.MOST_EVENTS; n++) {
            test.sent(other, "");
        }
        test.readAll();
    }
}
