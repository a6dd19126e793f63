package io.aispm.api.posture.watch;

import io.aispm.api.agent.AgentEvent;
import io.aispm.api.agent.TenantSettingsChanged;
import io.aispm.api.federation.ToolChanged;
import io.aispm.api.integration.IntegrationChanged;
import io.aispm.api.knowledge.KnowledgeChanged;
import io.aispm.api.policy.PolicyChanged;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Has marked agents looked at: at once after a change of this replica, and each half second for what others left. */
@Component
class DriftWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DriftWatch.class);
    private static final int PATIENCE_MS = 500;

    private final DueLooks due;
    private final Semaphore changed = new Semaphore(0);

    private volatile @Nullable Thread thread;

    DriftWatch(DueLooks due) {
        this.due = due;
    }

    @TransactionalEventListener(
            fallbackExecution = true,
            classes = {
                AgentEvent.class,
                TenantSettingsChanged.class,
                PolicyChanged.class,
                IntegrationChanged.class,
                ToolChanged.class,
                KnowledgeChanged.class
            })
    void somethingChanged() {
        changed.release();
    }

    @Override
    public void start() {
        var watching = Thread.ofVirtual().name("posture").unstarted(this::run);
        thread = watching;
        watching.start();
    }

    @Override
    public void stop() {
        var running = thread;
        thread = null;
        if (running != null) {
            changed.release();
            try {
                running.join();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        var away = false;
        while (thread == Thread.currentThread()) {
            try {
                var _ = changed.tryAcquire(PATIENCE_MS, TimeUnit.MILLISECONDS);
                changed.drainPermits();
                lookAtAll();
                if (away) {
                    log.info("Agents' posture is looked at again");
                }
                away = false;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException failed) {
                if (!away) {
                    log.atWarn()
                            .setCause(failed)
                            .log("It can't be read whose posture to look at; tried each half second until it can");
                }
                away = true;
            }
        }
    }

    private void lookAtAll() {
        var more = true;
        while (more && thread == Thread.currentThread()) {
            more = due.lookAtNext();
        }
    }
}
