package io.aispm.proxy.web;

import io.aispm.proxy.http.Exchange;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Times requests by the name and the tags that those of the platform's other services have. */
final class RequestMeters {

    /** What nginx calls it when a caller goes away without an answer. */
    private static final int CALLER_GONE = 499;

    private static final String UNKNOWN = "UNKNOWN";

    private final MeterRegistry meters;
    /** As many as there are routes and statuses. */
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    RequestMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    private record Kind(String method, String uri, int status) {}

    /** Counts a request of a route, null for none, that took so many nanoseconds. */
    void record(Exchange exchange, @Nullable Route route, long nanos) {
        var kind = new Kind(
                route == null ? UNKNOWN : route.method(),
                route == null ? UNKNOWN : route.path(),
                exchange.begun() ? exchange.status() : CALLER_GONE);
        timers.computeIfAbsent(kind, this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Kind kind) {
        return Timer.builder("http.server.requests")
                .tag("method", kind.method())
                .tag("uri", kind.uri())
                .tag("status", String.valueOf(kind.status()))
                .tag("outcome", outcome(kind.status()))
                .tag("exception", "none")
                .tag("error", "none")
                .register(meters);
    }

    private static String outcome(int status) {
        return switch (status / 100) {
            case 2 -> "SUCCESS";
            case 4 -> "CLIENT_ERROR";
            default -> "SERVER_ERROR";
        };
    }
}
