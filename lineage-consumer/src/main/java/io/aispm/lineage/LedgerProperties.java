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
@ConfigurationProperties("spm.ledger")
public record LedgerProperties(
        @DefaultValue("1000") int batch,
        @DefaultValue("500ms") Duration retryAfter,
        @DefaultValue("400d") Duration retention) {

    public LedgerProperties {
        if (batch < 1) {
            throw new IllegalArgumentException("spm.ledger.batch must be positive");
        }
        if (retention.compareTo(Duration.ofDays(31)) < 0) {
            throw new IllegalArgumentException("spm.ledger.retention must be a month or more");
        }
    }
}
