package io.aispm.kit.call;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aispm.contract.call.CallContext;
import io.aispm.contract.call.CallRequest;
import io.aispm.contract.lineage.ControlEvent;
import io.aispm.contract.lineage.TraceId;
import io.aispm.kit.http.CallLimit;
import io.aispm.kit.http.CallQueue;
import io.aispm.kit.json.WireJson;
import io.aispm.kit.lineage.ControlChannel;
import io.aispm.kit.secret.Tokens;
import io.aispm.kit.service.ServiceTokens;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks spm-api, and remembers an answer for less than a second, or until the control channel says that it is stale. While a
 * turn goes on, an answer is asked for anew before it is too old, so that no call of the turn but the first waits for one.
 * Only calls that name their turn are remembered: to which turn the others belong can change with every turn.
 */
public final class HttpCallContexts implements CallContexts {

    private static final Logger log = LoggerFactory.getLogger(HttpCallContexts.class);
    private static final MediaType JSON = MediaType.get("application/json");
    private static final int UNAUTHORIZED = 401;

    private final OkHttpClient http;
    private final CallQueue queue = new CallQueue();
    private final HttpUrl address;
    private final ServiceTokens tokens;
    private final JsonMapper json = WireJson.betweenServices();
    private final long renewed;
    private final Cache<Key, Remembered> known;

    /** Counts what was told to be stale, so that an answer which was on its way meanwhile is not remembered. */
    private final AtomicLong changes = new AtomicLong();

    public HttpCallContexts(
            OkHttpClient http,
            URI controller,
            CallProperties properties,
            ServiceTokens tokens,
            ControlChannel control) {
        this.http = CallLimit.whole(http, properties.timeout()).build();
        this.address = HttpUrl.get(controller.toString())
                .newBuilder()
                .addPathSegments("internal/calls")
                .build();
        this.tokens = tokens;
        this.renewed = properties.fresh().toNanos() * 3 / 4;
        this.known = Caffeine.newBuilder()
                .maximumSize(properties.cached())
                .expireAfterWrite(properties.fresh())
                .build();
        control.subscribe(this::forget);
    }

    @Override
    public CallAnswer resolve(CallRequest.Kind kind, String token, @Nullable String traceparent) {
        var trace =
                traceparent == null ? null : TraceId.ofTraceparent(traceparent).orElse(null);
        if (trace == null) {
            return ask(new CallRequest(token, kind, null));
        }
        var key = new Key(kind, Tokens.hash(token), trace);
        var question = new CallRequest(token, kind, traceparent);
        var remembered = known.getIfPresent(key);
        if (remembered == null) {
            return askAndRemember(key, question);
        }
        if (remembered.isToBeRenewed(renewed)) {
            Thread.ofVirtual().name("call-context").start(() -> askAndRemember(key, question));
        }
        return remembered.answer();
    }

    private CallAnswer askAndRemember(Key key, CallRequest question) {
        var before = changes.get();
        var answer = ask(question);
        switch (answer) {
            case CallAnswer.Known told
            when told.context().turn().sessionId() != null && changes.get() == before ->
                known.put(key, new Remembered(told));
            case CallAnswer.Unknown _ -> known.invalidate(key);
            default -> {}
        }
        return answer;
    }

    private CallAnswer ask(CallRequest question) {
        var request = new Request.Builder()
                .url(address)
                .header("Authorization", "Bearer " + tokens.own())
                .post(RequestBody.create(json.writeValueAsBytes(question), JSON))
                .build();
        try {
            return queue.make(http.newCall(request), this::read);
        } catch (IOException | JacksonException silent) {
            log.atError().setCause(silent).log("The control plane did not say who calls; refusing");
            return new CallAnswer.Unavailable();
        }
    }

    private CallAnswer read(Response answer) throws IOException {
        if (answer.isSuccessful()) {
            return new CallAnswer.Known(json.readValue(answer.body().byteStream(), CallContext.class));
        }
        if (answer.code() == UNAUTHORIZED && answer.body().string().contains("unknown_agent_token")) {
            return new CallAnswer.Unknown();
        }
        log.atError().addKeyValue("status", answer.code()).log("The control plane refused to say who calls; refusing");
        return new CallAnswer.Unavailable();
    }

    private void forget(ControlEvent event) {
        changes.incrementAndGet();
        known.asMap()
                .entrySet()
                .removeIf(entry -> concerns(event, entry.getValue().answer().context()));
    }

    private static boolean concerns(ControlEvent event, CallContext context) {
        return event.tenantId().equals(context.tenantId())
                && (event.agentId() == null
                        || event.agentId().equals(context.agent().id()))
                && (event.traceId() == null
                        || event.traceId().equals(context.turn().traceId()));
    }

    /** An answer, and when it was given. */
    private static final class Remembered {

        private final CallAnswer.Known answer;
        private final long since = System.nanoTime();
        private final AtomicBoolean renewing = new AtomicBoolean();

        private Remembered(CallAnswer.Known answer) {
            this.answer = answer;
        }

        CallAnswer.Known answer() {
            return answer;
        }

        /** Whether it is so old, in nanoseconds; true once. */
        boolean isToBeRenewed(long age) {
            return System.nanoTime() - since >= age && renewing.compareAndSet(false, true);
        }
    }

    private record Key(CallRequest.Kind kind, String tokenHash, TraceId trace) {}
}
