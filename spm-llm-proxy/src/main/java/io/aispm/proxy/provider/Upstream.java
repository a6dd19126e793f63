package io.aispm.proxy.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.aispm.kit.net.OutboundGuard;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.ProxyProperties;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import tools.jackson.databind.json.JsonMapper;

/** Reaches model providers, over the connections that all calls share, and only where integrations may reach. */
public final class Upstream {

    static final String STREAM_OPTIONS = "stream_options";
    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient http;
    private final JsonMapper json;
    private final ProxyProperties limits;

    /** Addresses whose servers refuse the option that asks for usage. */
    private final Cache<String, Boolean> withoutStreamOptions = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    /** Addresses as they were read: the few that there are stand in every call. */
    private final LoadingCache<String, HttpUrl> addresses =
            Caffeine.newBuilder().maximumSize(1_000).build(HttpUrl::get);

    public Upstream(OkHttpClient shared, OutboundGuard guard, JsonMapper json, ProxyProperties limits) {
        this.http = guard.guard(shared.newBuilder(), OutboundGuard.Purpose.INTEGRATION)
                .connectTimeout(limits.connectTimeout())
                .readTimeout(limits.firstByteTimeout())
                .writeTimeout(limits.firstByteTimeout())
                .callTimeout(limits.callTimeout())
                .build();
        this.json = json;
        this.limits = limits;
    }

    /** A call that is yet to be sent; whoever gets it closes it. */
    public UpstreamCall post(UpstreamRequest request) {
        return new UpstreamCall(this, request);
    }

    okhttp3.Call call(UpstreamRequest request) {
        var body = request.body();
        if (body.has(STREAM_OPTIONS) && withoutStreamOptions.getIfPresent(request.url()) != null) {
            body.remove(STREAM_OPTIONS);
        }
        var message = builder(request).post(RequestBody.create(json.writeValueAsBytes(body), JSON));
        if (body.path("stream").booleanValue(false)) {
            message.header("Accept-Encoding", "identity");
        }
        return http.newCall(message.build());
    }

    okhttp3.Call get(UpstreamRequest request) {
        return http.newBuilder()
                .callTimeout(limits.connectTimeout())
                .build()
                .newCall(builder(request).get().build());
    }

    private Request.Builder builder(UpstreamRequest request) {
        try {
            var builder = new Request.Builder().url(addresses.get(request.url()));
            request.headers().forEach(builder::header);
            return builder;
        } catch (IllegalArgumentException badAddress) {
            throw LlmException.notConfigured("The integration that *Default LLM* names can't be called: its base URL"
                    + " or its key is malformed.");
        }
    }

    void refusesStreamOptions(UpstreamRequest request) {
        withoutStreamOptions.put(request.url(), true);
    }

    ProxyProperties limits() {
        return limits;
    }

    JsonMapper json() {
        return json;
    }
}
