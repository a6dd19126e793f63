package io.aispm.proxy.call;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.LlmException.Remedy;
import io.aispm.proxy.ProxyProperties;
import io.aispm.proxy.route.ProviderRoute;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A gate before each provider: it keeps calls away from one that fails all the time, so that they go elsewhere at once,
 * and from one that has as many as it may have, so that no provider's slowness takes what serves the others. What failed
 * counts against an integration as it was then: one that was changed since begins anew, with its next call.
 */
public final class Gates {

    private static final Duration LEFT_ALONE = Duration.ofSeconds(15);
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final int MOST = 10_000;

    private final CircuitBreakerConfig failing = CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(10)
            .failureRateThreshold(50)
            .waitDurationInOpenState(LEFT_ALONE)
            .permittedNumberOfCallsInHalfOpenState(3)
            .build();
    /** By the whole route, its credentials included: a route that was changed is another one. */
    private final LoadingCache<ProviderRoute, CircuitBreaker> breakers;

    private final LoadingCache<String, Bulkhead> bulkheads;

    public Gates(ProxyProperties limits) {
        var busy = BulkheadConfig.custom()
                .maxConcurrentCalls(limits.callsPerProvider())
                .maxWaitDuration(Duration.ZERO)
                .build();
        this.breakers = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(REMEMBERED)
                .build(_ -> CircuitBreaker.of("provider", failing));
        this.bulkheads = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(REMEMBERED)
                .build(_ -> Bulkhead.of("provider", busy));
    }

    /** One call's way to a provider, with all its tries there; to be closed when it is over. */
    Pass pass(ProviderRoute route) {
        return new Pass(breakers.get(route), bulkheads.get(route.integrationId() + " " + route.baseUrl()));
    }

    /** Lets one call through, as often as it is tried, and counts it once. For one thread. */
    static final class Pass implements AutoCloseable {

        private final CircuitBreaker breaker;
        private final Bulkhead bulkhead;
        private final long began = System.nanoTime();
        private boolean admitted;
        private boolean answered;
        private @Nullable LlmException failure;

        private Pass(CircuitBreaker breaker, Bulkhead bulkhead) {
            this.breaker = breaker;
            this.bulkhead = bulkhead;
        }

        /** Enters for one try, or is refused; whoever enters leaves by {@link Entry#close}. */
        Entry enter() {
            if (!admitted && !breaker.tryAcquirePermission()) {
                throw LlmException.providerFailing(LEFT_ALONE);
            }
            admitted = true;
            if (!bulkhead.tryAcquirePermission()) {
                throw LlmException.providerBusy(Duration.ofSeconds(1)).with(Remedy.ELSEWHERE);
            }
            return bulkhead::onComplete;
        }

        /** The provider answers. */
        void answers() {
            answered = true;
        }

        /**
         * The try failed. That is no failure of the provider where it refuses the request, asks to wait, or where the
         * integration is at fault.
         */
        void fails(LlmException failed) {
            if (isProviders(failed)) {
                failure = failed;
            }
        }

        private static boolean isProviders(LlmException failed) {
            return switch (failed.kind()) {
                case BAD_GATEWAY, TIMEOUT -> !failed.isMisconfiguration();
                default -> false;
            };
        }

        /** Tells what became of the call: an answer makes up for the tries that failed before it. */
        @Override
        public void close() {
            var took = System.nanoTime() - began;
            if (answered) {
                breaker.onSuccess(took, TimeUnit.NANOSECONDS);
            } else if (failure != null) {
                breaker.onError(took, TimeUnit.NANOSECONDS, failure);
            } else if (admitted) {
                breaker.releasePermission();
            }
        }
    }

    /** A try that is being made. */
    @FunctionalInterface
    interface Entry extends AutoCloseable {

        /** It is over. */
        @Override
        void close();
    }
}
