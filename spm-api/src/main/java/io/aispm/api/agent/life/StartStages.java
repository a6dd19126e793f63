package io.aispm.api.agent.life;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aispm.contract.agent.AgentId;
import io.aispm.kit.metric.StageTimers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How long the stages of a start take, as the timer {@code spm.agent.start} with the tag {@code stage}. What an agent does
 * by itself, from the making of its sandbox on, is known where it asks the replica that made it.
 */
@Component
public class StartStages {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MOST = 10_000;

    private final StageTimers<Stage> timers;
    private final Cache<AgentId, Mark> marks =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LONGEST).build();

    /** What a start is made of, in this order. */
    enum Stage {
        /** The code is looked at in a sandbox, before there is an agent. */
        VALIDATION,
        /** Its user, rights and topics at Kafka. */
        RIGHTS,
        /** What it requires is installed or found. */
        PACKAGES,
        /** Its sandbox is made or claimed. */
        SANDBOX,
        /** Its code is imported, until it asks who it is. */
        IMPORT,
        /** It subscribes to its topic, until it says that it is ready. */
        CONSUMER
    }

    private record Mark(Stage next, long since) {}

    @Autowired
    StartStages(MeterRegistry metrics) {
        this(metrics, System::nanoTime);
    }

    StartStages(MeterRegistry metrics, LongSupplier nanos) {
        this.timers = new StageTimers<>(metrics, "spm.agent.start", Stage.class, nanos);
    }

    /** Does a piece of work of this process, and notes how long it took, however it ended. */
    <T extends @Nullable Object> T time(Stage stage, Supplier<T> work) {
        return timers.time(stage, work);
    }

    /** The agent's process exists. */
    void spawned(AgentId agent) {
        marks.put(agent, new Mark(Stage.IMPORT, timers.now()));
    }

    /** The agent asks who it is; only the first time counts. */
    public void bootstrapped(AgentId agent) {
        if (ended(agent, Stage.IMPORT)) {
            marks.put(agent, new Mark(Stage.CONSUMER, timers.now()));
        }
    }

    /** The agent says that it is ready. */
    public void ready(AgentId agent) {
        if (ended(agent, Stage.CONSUMER)) {
            marks.invalidate(agent);
        }
    }

    private boolean ended(AgentId agent, Stage stage) {
        var mark = marks.getIfPresent(agent);
        if (mark == null || mark.next() != stage) {
            return false;
        }
        timers.since(stage, mark.since());
        return true;
    }
}
