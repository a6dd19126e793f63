package io.aispm.api.posture.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;

class DriftWatchTests {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(DriftWatch.class);

    private final AtomicInteger looks = new AtomicInteger();
    private final Told told = new Told();
    private volatile boolean away = true;
    private final DriftWatch watch = new DriftWatch(this::look);

    @BeforeEach
    void listens() {
        told.start();
        LOG.addAppender(told);
        LOG.setLevel(Level.INFO);
        watch.start();
    }

    @AfterEach
    void stops() {
        watch.stop();
        LOG.detachAppender(told);
        LOG.setLevel(null);
    }

    @Test
    void saysOnceThatTheDatabaseIsAwayAndOnceThatItIsBack() {
        again(3);
        assertThat(told.levels).isEqualTo(List.of(Level.WARN));

        away = false;
        again(3);
        assertThat(told.levels).isEqualTo(List.of(Level.WARN, Level.INFO));

        away = true;
        again(2);
        assertThat(told.levels).isEqualTo(List.of(Level.WARN, Level.INFO, Level.WARN));
    }

    private boolean look() {
        looks.incrementAndGet();
        if (away) {
            throw new DataAccessResourceFailureException("the database is away");
        }
        return false;
    }

    /** Waits for one look more than asked for, so that what the others said is there. */
    private void again(int times) {
        var wanted = looks.get() + times + 1;
        while (looks.get() < wanted) {
            var before = looks.get();
            watch.somethingChanged();
            await().until(() -> looks.get() > before);
        }
    }

    private static final class Told extends AppenderBase<ILoggingEvent> {

        private final List<Level> levels = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            levels.add(event.getLevel());
        }
    }
}
