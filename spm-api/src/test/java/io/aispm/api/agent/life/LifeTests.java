package io.aispm.api.agent.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.api.agent.AgentException;
import io.aispm.contract.agent.RuntimeState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LifeTests {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Life starting = Life.unborn().begin("s1");
    private final Life running = starting.spawned(NOW).ready();

    @Test
    void beginsFromStopped() {
        assertThat(starting.state()).isEqualTo(RuntimeState.STARTING);
        assertThat(starting.isIn("s1")).isTrue();
        assertThat(starting.spawnedAt()).isNull();
    }

    @Test
    void staysRunningWhenReadyIsSaidTwice() {
        assertThat(running.ready()).isEqualTo(running);
    }

    @Test
    void takesAReadyThatComesBeforeTheProcessWasRecorded() {
        var early = starting.ready();

        assertThat(early.spawned(NOW).state()).isEqualTo(RuntimeState.RUNNING);
    }

    @Test
    void refusesReadyWhenItIsOver() {
        assertThatThrownBy(() -> running.crashed("boom", NOW, false).ready()).isInstanceOf(AgentException.class);
    }

    @Test
    void forgetsItsStartWhenItCrashes() {
        var crashed = running.crashed("boom", NOW, false);

        assertThat(crashed.state()).isEqualTo(RuntimeState.CRASHED);
        assertThat(crashed.reason()).isEqualTo("boom");
        assertThat(crashed.active()).isFalse();
        assertThat(crashed.restartAt()).isNull();
    }

    @Test
    void isTriedThreeTimesAfterOneFourAndSixteenSeconds() {
        var first = running.crashed("boom", NOW, true);
        var second = first.retry("s2").spawned(NOW).crashed("boom", NOW, true);
        var third = second.retry("s3").spawned(NOW).crashed("boom", NOW, true);
        var last = third.retry("s4").spawned(NOW).crashed("boom", NOW, true);

        assertThat(first.restartAt()).isEqualTo(NOW.plusSeconds(1));
        assertThat(second.restartAt()).isEqualTo(NOW.plusSeconds(4));
        assertThat(third.restartAt()).isEqualTo(NOW.plusSeconds(16));
        assertThat(last.restartAt()).isNull();
    }

    @Test
    void countsTriesAnewAfterASteadyRun() {
        var third = running.crashed("boom", NOW, true)
                .retry("s2")
                .spawned(NOW)
                .crashed("boom", NOW, true)
                .retry("s3")
                .spawned(NOW);

        var later = NOW.plus(Duration.ofMinutes(2));

        assertThat(third.crashed("boom", later, true).restartAt()).isEqualTo(later.plusSeconds(1));
    }

    @Test
    void countsTriesAnewWhenAPersonStartsIt() {
        assertThat(running.crashed("boom", NOW, true).begin("s2").restarts()).isZero();
    }

    @Test
    void runsOnUntilItsProcessIsGone() {
        var told = running.stop(NOW);

        assertThat(told.state()).isEqualTo(RuntimeState.RUNNING);
        assertThat(told.stopping()).isTrue();
        assertThat(told.stopped().state()).isEqualTo(RuntimeState.STOPPED);
    }

    @Test
    void remembersWhenItWasFirstToldToStop() {
        assertThat(running.stop(NOW).stop(NOW.plusSeconds(5)).stoppingAt()).isEqualTo(NOW);
    }

    @Test
    void isNoLongerTriedOnceItWasToldToStop() {
        var told = running.crashed("boom", NOW, true).stop(NOW);

        assertThat(told.state()).isEqualTo(RuntimeState.CRASHED);
        assertThat(told.restartAt()).isNull();
        assertThat(told.stopping()).isFalse();
    }

    @Test
    void isStartedAgainAfterTheStopIfAskedMeanwhile() {
        assertThat(running.stop(NOW).startAfterStop().stopped().startAgain()).isTrue();
    }

    @Test
    void comesBackWithThePlatform() {
        var suspended = running.suspend(NOW).stopped();

        assertThat(suspended.resume()).isTrue();
        assertThat(suspended.begin("s2").resume()).isFalse();
    }

    @Test
    void cannotBeStartedInQuarantine() {
        assertThatThrownBy(() -> running.quarantined().begin("s2"))
                .isInstanceOf(AgentException.class)
                .hasMessageContaining("Release it first.");
    }

    @Test
    void isStoppedAfterItsRelease() {
        assertThat(running.quarantined().released().state()).isEqualTo(RuntimeState.STOPPED);
    }

    @Test
    void isNotTouchedByAReleaseOutsideOfQuarantine() {
        assertThat(running.released()).isEqualTo(running);
    }
}
