package io.aispm.proxy.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.call.CallContext;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.route.Values;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Holds each agent to its settings {@code requests_per_minute} and {@code tokens_per_minute}. Each replica counts the
 * calls that it serves itself.
 */
public final class CallLimits {

    private final Clock clock;
    private final Cache<AgentId, Bucket> requests = forgetful();
    private final Cache<AgentId, Bucket> tokens = forgetful();

    public CallLimits(Clock clock) {
        this.clock = clock;
    }

    private static Cache<AgentId, Bucket> forgetful() {
        return Caffeine.newBuilder()
                .maximumSize(100_000)
                .expireAfterAccess(Duration.ofMinutes(5))
                .build();
    }

    /** Takes a call and its estimated tokens from the agent's allowance, or refuses it. */
    public void take(CallContext call, long estimatedTokens) {
        take(
                requests,
                call,
                Values.positive(call.settings(), "requests_per_minute"),
                1,
                "This agent has used up its requests per minute.");
        take(
                tokens,
                call,
                Values.positive(call.settings(), "tokens_per_minute"),
                estimatedTokens,
                "This agent has used up its tokens per minute.");
    }

    /** Tells what a call really took. */
    public void settle(CallContext call, long estimatedTokens, long usedTokens) {
        var bucket = tokens.getIfPresent(call.agent().id());
        if (bucket != null) {
            bucket.settle((double) usedTokens - estimatedTokens);
        }
    }

    private void take(
            Cache<AgentId, Bucket> buckets, CallContext call, OptionalLong perMinute, long amount, String sentence) {
        if (perMinute.isEmpty()) {
            return;
        }
        var now = clock.millis();
        var allowed = perMinute.getAsLong();
        var bucket = buckets.get(call.agent().id(), _ -> new Bucket((double) allowed, now));
        bucket.take((double) amount, (double) allowed, now).ifPresent(wait -> {
            throw LlmException.rateLimited(sentence, wait);
        });
    }
}
