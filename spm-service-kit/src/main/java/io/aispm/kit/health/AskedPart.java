package io.aispm.kit.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/** A part that has to be asked over the network: at most once a second, and by one thread, however often health is. */
public abstract class AskedPart implements HealthPart {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final String name;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Instant askedAt = Instant.EPOCH;
    private volatile boolean answered;

    protected AskedPart(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public boolean essential() {
        return false;
    }

    @Override
    public final boolean available() {
        if (clock.instant().isBefore(askedAt.plus(FRESH)) || !asking.tryLock()) {
            return answered;
        }
        try {
            answered = ask();
            askedAt = clock.instant();
            return answered;
        } finally {
            asking.unlock();
        }
    }

    /** Whether the part answers now; must give up within seconds. */
    protected abstract boolean ask();
}
