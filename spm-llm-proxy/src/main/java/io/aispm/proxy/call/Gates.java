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

/**
 * A gate before each provider: it keeps calls away from one that fails all the time, so that they go elsewhere at once,
 * and from one that has as many as it may have, so that no provider's slowness takes what serves the others.
 */
public final class Gates {

    private static final Duration LEFT_ALONE = Duration.ofSeconds(15);

    private final CircuitBreakerConfig failing = CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(10)
            .failureRateThreshold(50)
            .waitDurationInOpenState(LEFT_ALONE)
            .permittedNumberOfCallsInHalfOpenState(3)
            .build();
    private final LoadingCache<String, Gate> gates;

    public Gates(ProxyProperties limits) {
        var busy = BulkheadConfig.custom()
                .maxConcurrentCalls(limits.callsPerProvider())
                .maxWaitDuration(Duration.ZERO)
                .build();
        this.gates = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterAccess(Duration.ofHours(1))
                .build(name -> new Gate(CircuitBreaker.of(name, failing), Bulkhead.of(name, busy)));
    }

    /** Enters, or is refused; whoever enters leaves by {@link Pass#close}. */
    Pass enter(ProviderRoute route) {
        var gate = gates.get(route.integrationId() + " " + route.baseUrl());
        if (!gate.breaker().tryAcquirePermission()) {
            throw LlmException.providerFailing(LEFT_ALONE);
        }
        if (!gate.bulkhead().tryAcquirePermission()) {
            gate.breaker().releasePermission();
            throw LlmException.providerBusy(Duration.ofSeconds(1)).with(Remedy.ELSEWHERE);
        }
        return new Pass(gate);
    }

    private record Gate(CircuitBreaker breaker, Bulkhead bulkhead) {}

    /** One call's way through. */
    static final class Pass implements AutoCloseable {

        private final Gate gate;
        private final long began = System.nanoTime();
        private boolean told;

        private Pass(Gate gate) {
            this.gate = gate;
        }

        /** The provider answers. */
        void answers() {
            if (!told) {
                told = true;
                gate.breaker().onSuccess(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            }
        }

        /** The provider failed; a refusal of the request, or a request to wait, is no failure of the provider. */
        void fails(LlmException failure) {
            if (!told && isProviders(failure)) {
                told = true;
                gate.breaker().onError(System.nanoTime() - began, TimeUnit.NANOSECONDS, failure);
            }
        }

        private static boolean isProviders(LlmException failure) {
            return switch (failure.kind()) {
                case BAD_GATEWAY, TIMEOUT -> true;
                default -> false;
            };
        }

        @Override
        public void close() {
            if (!told) {
                gate.breaker().releasePermission();
            }
            gate.bulkhead().onComplete();
        }
    }
}
