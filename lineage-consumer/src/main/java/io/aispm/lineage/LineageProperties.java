package io.aispm.lineage;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How lineage is read and kept.
 *
 * @param batch how many events are entered at once, at most
 * @param retryAfter how long to wait before events that could not be kept are tried again
 * @param retention how long events are kept; whole months are dropped once all of a month is older
 */
@ConfigurationProperties("spm.lineage")
public record LineageProperties(
        @DefaultValue("1000") int batch,
        @DefaultValue("500ms") Duration retryAfter,
        @DefaultValue("400d") Duration retention) {

    public LineageProperties {
        if (batch < 1) {
            throw new IllegalArgumentException("spm.lineage.batch must be positive");
        }
        if (retention.compareTo(Duration.ofDays(31)) < 0) {
            throw new IllegalArgumentException("spm.lineage.retention must be a month or more");
        }
    }
}
