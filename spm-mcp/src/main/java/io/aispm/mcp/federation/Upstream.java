package io.aispm.mcp.federation;

import io.aispm.contract.call.CallContext;
import io.aispm.contract.call.ToolServers;
import io.aispm.kit.json.CanonicalJson;
import io.aispm.kit.net.OutboundGuard;
import io.aispm.mcp.tool.Course;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One tool server: one session for all calls, left alone for a while where it fails all the time, and with a bound on how
 * many calls it has at once.
 */
final class Upstream {

    static final int MOST_TOOLS = 500;

    /** How old what it said of its tools may be when one is called. */
    static final Duration FRESH = Duration.ofSeconds(30);

    private static final int CALLS_AT_ONCE = 64;
    private static final int MOST_PAGES = 50;
    private static final List<String> PINNED =
            List.of("name", "title", "description", "inputSchema", "outputSchema", "annotations");
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final CircuitBreakerConfig FAILING = CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(10)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(15))
            .permittedNumberOfCallsInHalfOpenState(3)
            .build();
    private static final BulkheadConfig BUSY = BulkheadConfig.custom()
            .maxConcurrentCalls(CALLS_AT_ONCE)
            .maxWaitDuration(Duration.ZERO)
            .build();

    private final UpstreamSession session;
    private final JsonMapper json;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;
    private volatile @Nullable Sight sight;

    Upstream(CallContext.Route route, OkHttpClient http, OutboundGuard guard, JsonMapper json) {
        var address = HttpUrl.parse(String.valueOf(route.config().get("base_url")));
        if (address == null) {
            throw new IllegalArgumentException("the base URL is no address");
        }
        var key = route.credentials().get("api_key");
        this.session = new UpstreamSession(
                new StreamableHttp(http, guard, address, key == null || key.isBlank() ? null : key, json), json);
        this.json = json;
        this.breaker = CircuitBreaker.of(route.integrationId(), FAILING);
        this.bulkhead = Bulkhead.of(route.integrationId(), BUSY);
    }

    /** All tools that the server has now. */
    List<ToolServers.Seen> look(Course course) throws IOException {
        return guarded(() -> {
            var seen = new ArrayList<ToolServers.Seen>();
            String cursor = null;
            for (var page = 0; page < MOST_PAGES; page++) {
                var parameters = json.createObjectNode();
                if (cursor != null) {
                    parameters.put("cursor", cursor);
                }
                var answer = session.ask("tools/list", parameters, course);
                for (var tool : answer.path("tools")) {
                    seen(tool).ifPresent(seen::add);
                }
                cursor = answer.path("nextCursor").asString("");
                if (cursor.isEmpty() || seen.size() >= MOST_TOOLS) {
                    break;
                }
            }
            var tools = List.copyOf(seen.subList(0, Math.min(seen.size(), MOST_TOOLS)));
            sight = new Sight(System.nanoTime(), tools);
            return tools;
        });
    }

    /** What the server said of its tools, if that was a moment ago. */
    Optional<List<ToolServers.Seen>> seenLately() {
        var last = sight;
        return last == null || System.nanoTime() - last.at() > FRESH.toNanos()
                ? Optional.empty()
                : Optional.of(last.tools());
    }

    /** Has the server do it. */
    JsonNode call(String tool, Map<String, @Nullable Object> arguments, Course course) throws IOException {
        return guarded(() -> {
            var parameters = json.createObjectNode().put("name", tool);
            parameters.set("arguments", json.valueToTree(arguments));
            return session.ask("tools/call", parameters, course);
        });
    }

    private Optional<ToolServers.Seen> seen(JsonNode tool) {
        if (!tool.path("name").isString() || !tool.path("inputSchema").isObject()) {
            return Optional.empty();
        }
        var all = json.convertValue(tool, OBJECT);
        var manifest = new LinkedHashMap<String, Object>();
        PINNED.stream().filter(all::containsKey).forEach(member -> manifest.put(member, all.get(member)));
        return Optional.of(
                new ToolServers.Seen(tool.path("name").asString(), CanonicalJson.digest(manifest), manifest));
    }

    private <T> T guarded(Work<T> work) throws IOException {
        if (!breaker.tryAcquirePermission()) {
            throw UpstreamException.refused("The tool server keeps failing; it is left alone for some seconds.");
        }
        if (!bulkhead.tryAcquirePermission()) {
            breaker.releasePermission();
            throw UpstreamException.refused("The tool server has as many calls as it may have at once; try again.");
        }
        var began = System.nanoTime();
        try {
            var done = work.done();
            breaker.onSuccess(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            return done;
        } catch (UpstreamException failed) {
            if (failed.isServersFault()) {
                breaker.onError(System.nanoTime() - began, TimeUnit.NANOSECONDS, failed);
            } else {
                breaker.releasePermission();
            }
            throw failed;
        } finally {
            bulkhead.onComplete();
        }
    }

    @FunctionalInterface
    private interface Work<T> {

        T done() throws IOException;
    }

    private record Sight(long at, List<ToolServers.Seen> tools) {}
}
