package io.aispm.api.agent.life;

import io.aispm.api.agent.AgentException;
import io.aispm.contract.agent.RuntimeState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an agent is in its life, and where it may go from there.
 *
 * @param reason the sentence an operator needs, or null
 * @param start names the present start while starting or running, else null
 * @param spawnedAt when the start's process came into being, or null before
 * @param stoppingAt since when it has been told to stop, or null
 * @param startAgain whether it is to be started as soon as the stop is through
 * @param restarts how often it has been started again after a crash, in a row
 * @param restartAt when it is to be tried again after a crash, or null
 * @param resume whether it is to be started when the platform starts
 */
public record Life(
        RuntimeState state,
        @Nullable String reason,
        @Nullable String start,
        @Nullable Instant spawnedAt,
        @Nullable Instant stoppingAt,
        boolean startAgain,
        int restarts,
        @Nullable Instant restartAt,
        boolean resume) {

    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(16));

    /** A process that has lived this long has not crashed in a row with the one before. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    /** An agent that has never run. */
    public static Life unborn() {
        return at(RuntimeState.STOPPED, null, 0);
    }

    /** Whether it has a process, or is about to. */
    public boolean active() {
        return start != null;
    }

    /** Whether this is the start it is in. */
    public boolean isIn(String candidate) {
        return candidate.equals(start);
    }

    /** Whether it has been told to stop and has not ended yet. */
    public boolean stopping() {
        return stoppingAt != null;
    }

    /** Begins a start that a person asked for. */
    public Life begin(String newStart) {
        return starting(newStart, 0);
    }

    /** Begins a start because the one before crashed. */
    public Life retry(String newStart) {
        return starting(newStart, restarts);
    }

    /** What its start waits for, until its process exists. */
    public Life preparing(String what) {
        return new Life(state, what, start, spawnedAt, stoppingAt, startAgain, restarts, restartAt, resume);
    }

    /** The start's process exists. */
    public Life spawned(Instant now) {
        return new Life(state, null, start, now, stoppingAt, startAgain, restarts, restartAt, resume);
    }

    /** The agent says that it is ready; it may say so again. */
    public Life ready() {
        return switch (state) {
            case STARTING, RUNNING ->
                new Life(
                        RuntimeState.RUNNING,
                        null,
                        start,
                        spawnedAt,
                        stoppingAt,
                        startAgain,
                        restarts,
                        restartAt,
                        resume);
            case STOPPED, CRASHED, QUARANTINED -> throw AgentException.cannot("ready", state);
        };
    }

    /** It is told to stop: its process may finish, a planned try after a crash is off. */
    public Life stop(Instant now) {
        return new Life(state, reason, start, spawnedAt, since(now), false, restarts, null, false);
    }

    /** It is told to stop because the platform ends, and to come back with it. */
    public Life suspend(Instant now) {
        return new Life(state, reason, start, spawnedAt, since(now), false, restarts, null, true);
    }

    /** It is to be started again when the stop is through. */
    public Life startAfterStop() {
        return new Life(state, reason, start, spawnedAt, stoppingAt, true, restarts, restartAt, resume);
    }

    /** Its process is gone, as it was told. */
    public Life stopped() {
        var ended = at(RuntimeState.STOPPED, null, 0);
        return new Life(ended.state, null, null, null, null, startAgain, 0, null, resume);
    }

    /** Its process ended by itself or never became ready; with a policy of restarts it will be tried again. */
    public Life crashed(String why, Instant now, boolean restarting) {
        var inARow = spawnedAt != null && spawnedAt.plus(STEADY).isBefore(now) ? 0 : restarts;
        if (!restarting || inARow >= PAUSES.size()) {
            return at(RuntimeState.CRASHED, why, inARow);
        }
        var next = now.plus(PAUSES.get(inARow));
        return new Life(RuntimeState.CRASHED, why, null, null, null, false, inARow + 1, next, false);
    }

    /** It stays stopped, for the reason in the sentence. */
    public Life held(String why) {
        return new Life(state, why, null, null, null, false, restarts, null, false);
    }

    /** It is killed and may not be started. */
    public Life quarantined() {
        return at(RuntimeState.QUARANTINED, null, 0);
    }

    /** It may be started again. */
    public Life released() {
        return state == RuntimeState.QUARANTINED ? at(RuntimeState.STOPPED, null, 0) : this;
    }

    private Life starting(String newStart, int tries) {
        return switch (state) {
            case STOPPED, CRASHED ->
                new Life(RuntimeState.STARTING, null, newStart, null, null, false, tries, null, false);
            case STARTING, RUNNING, QUARANTINED -> throw AgentException.cannot("started", state);
        };
    }

    private @Nullable Instant since(Instant now) {
        if (!active()) {
            return null;
        }
        return stoppingAt == null ? now : stoppingAt;
    }

    private static Life at(RuntimeState state, @Nullable String reason, int restarts) {
        return new Life(state, reason, null, null, null, false, restarts, null, false);
    }
}
