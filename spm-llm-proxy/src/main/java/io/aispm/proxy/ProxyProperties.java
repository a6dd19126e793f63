package io.aispm.proxy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How long and how large a call may be.
 *
 * @param firstByteTimeout how long a provider may be silent before the first part of its answer
 * @param betweenBytesTimeout how long it may be silent after that
 * @param callTimeout how long a call may take in all
 * @param retries how often a provider is asked again that failed in passing, before the next one is
 * @param maxRetryWait the longest wait before that; a provider that wants more is not waited for
 * @param callsPerProvider how many calls one provider may have at once from this replica
 * @param pricesFile an operator's own prices, which come before those that are built in
 * @param maxAnswer how large an answer may be that comes in one piece
 */
@ConfigurationProperties("spm.proxy")
public record ProxyProperties(
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("120s") Duration firstByteTimeout,
        @DefaultValue("60s") Duration betweenBytesTimeout,
        @DefaultValue("10m") Duration callTimeout,
        @DefaultValue("2") int retries,
        @DefaultValue("5s") Duration maxRetryWait,
        @DefaultValue("1000") int callsPerProvider,
        @Nullable Path pricesFile,
        @DefaultValue("20MB") DataSize maxRequest,
        @DefaultValue("32MB") DataSize maxAnswer) {

    public ProxyProperties {
        for (var timeout : List.of(connectTimeout, firstByteTimeout, betweenBytesTimeout, callTimeout)) {
            Assert.isTrue(timeout.isPositive(), "The proxy's timeouts must be positive");
        }
        Assert.isTrue(retries >= 0, "SPM_LLM_RETRIES must not be negative");
        Assert.isTrue(callsPerProvider > 0, "SPM_LLM_CALLS_PER_PROVIDER must be positive");
        Assert.isTrue(maxRequest.toBytes() > 0 && maxAnswer.toBytes() > 0, "The proxy's size limits must be positive");
    }
}
