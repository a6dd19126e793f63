package io.aispm.kit.kafka;

import io.aispm.kit.health.AskedPart;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/** Whether a broker answers. */
public final class KafkaPart extends AskedPart implements AutoCloseable {

    private static final int TIMEOUT_MS = 1_500;

    private final Admin admin;

    public KafkaPart(KafkaSettings settings, Clock clock) {
        super("kafka", clock);
        this.admin = Admin.create(settings.client());
    }

    @Override
    public void close() {
        admin.close(Duration.ofMillis(TIMEOUT_MS));
    }

    @Override
    protected boolean ask() {
        try {
            var options = new DescribeClusterOptions().timeoutMs(TIMEOUT_MS);
            return !admin.describeCluster(options)
                    .nodes()
                    .get(TIMEOUT_MS, TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException away) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
