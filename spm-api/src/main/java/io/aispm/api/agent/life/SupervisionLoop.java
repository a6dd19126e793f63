package io.aispm.api.agent.life;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Keeps {@link Supervision} looking, from the start of this process to its end. */
@Component
class SupervisionLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SupervisionLoop.class);

    private final Supervision supervision;
    private final AgentProperties properties;
    private volatile @Nullable Thread thread;

    SupervisionLoop(Supervision supervision, AgentProperties properties) {
        this.supervision = supervision;
        this.properties = properties;
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name("supervision").start(this::run);
    }

    @Override
    public void stop() {
        var running = thread;
        thread = null;
        if (running != null) {
            LockSupport.unpark(running);
            try {
                running.join();
                supervision.leave();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException away) {
                log.atWarn().setCause(away).log("The agents' lease could not be given back; it runs out by itself");
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        attempt(supervision::begin);
        while (thread == Thread.currentThread()) {
            attempt(supervision::look);
            LockSupport.parkNanos(properties.watchEvery().toNanos());
        }
    }

    private static void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException failed) {
            log.atError().setCause(failed).log("Agents could not be looked at; it will be tried again");
        }
    }
}
