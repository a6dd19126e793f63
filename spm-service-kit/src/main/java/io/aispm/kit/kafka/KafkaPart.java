package io.aispm.kit.kafka;

import io.aispm.kit.health.AskedPart;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/** Whether a broker answers. */
public final class KafkaPart extends AskedPart implements AutoCloseable {

    private static final int TIMEOUT_MS = 1_500;
    private static final int BETWEEN_TRIES_MS = 1_000;

    private final Admin admin;

    public KafkaPart(KafkaSettings settings, Clock clock) {
        super("kafka", clock);
        this.admin = Admin.create(patient(settings.client()));
    }

    /** While no broker answers, a client tries ten times a second: 1 % of a core, for a question that is asked once a second. */
    private static Map<String, Object> patient(Map<String, Object> settings) {
        settings.put(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG, BETWEEN_TRIES_MS);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, BETWEEN_TRIES_MS);
        return settings;
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
