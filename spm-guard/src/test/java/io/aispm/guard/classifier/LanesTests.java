package io.aispm.guard.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.guard.GuardModelException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LanesTests {

    @Test
    void refusesAtOnceWhenTooManyWait() throws InterruptedException {
        var lanes = new Lanes(1, 1);
        var running = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var first = Thread.ofVirtual()
                .start(() -> lanes.run(() -> {
                    running.countDown();
                    go.await();
                    return 1;
                }));
        running.await();
        var second = Thread.ofVirtual().start(() -> lanes.run(() -> 2));
        second.join(Duration.ofMillis(200));

        assertThatThrownBy(() -> lanes.run(() -> 3)).isInstanceOf(GuardModelException.class);

        go.countDown();
        first.join();
        second.join();
        assertThat(lanes.run(() -> 4)).isEqualTo(4);
    }
}
