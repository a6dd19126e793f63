package io.aispm.proxy.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.aispm.kit.http.Patience;
import io.aispm.kit.http.PatientClient;
import io.aispm.kit.net.OutboundGuard;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.ProxyProperties;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import okhttp3.HttpUrl;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reaches model providers, over the connections that all calls share, and only where integrations may reach.
 */
public final class Upstream implements AutoCloseable {

    static final String STREAM_OPTIONS = "stream_options";
    /** What a message is made with, since its path is set as it was read. */
    private static final URI ANYWHERE = URI.create("/");

    private final PatientClient http;
    private final JsonMapper json;
    private final ProxyProperties limits;

    /** Addresses whose servers refuse the option that asks for usage. */
    private final Cache<String, Boolean> withoutStreamOptions = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    /** Addresses as they were read: the few that there are stand in every call. */
    private final LoadingCache<String, Address> addresses =
            Caffeine.newBuilder().maximumSize(1_000).build(Address::of);

    public Upstream(OutboundGuard guard, JsonMapper json, ProxyProperties limits) {
        this.json = json;
        this.limits = limits;
        this.http = new PatientClient(limits.connectTimeout(), new GuardedNames(guard));
    }

    /** Where a call goes: the server, and the path there. */
    private record Address(HttpHost host, String path) {

        static Address of(String text) {
            var url = HttpUrl.get(text);
            var query = url.encodedQuery();
            return new Address(
                    new HttpHost(url.scheme(), url.host(), url.port()),
                    query == null ? url.encodedPath() : url.encodedPath() + "?" + query);
        }
    }

    /** A call that is yet to be sent; whoever gets it closes it. */
    public UpstreamCall post(UpstreamRequest request) {
        return new UpstreamCall(this, request, limits.callTimeout(), () -> message(request));
    }

    /** One that only asks, and does not wait long. */
    UpstreamCall get(UpstreamRequest request) {
        return new UpstreamCall(this, request, limits.connectTimeout(), () -> message("GET", request));
    }

    private HttpUriRequestBase message(UpstreamRequest request) {
        var body = request.body();
        if (body.has(STREAM_OPTIONS) && withoutStreamOptions.getIfPresent(request.url()) != null) {
            body.remove(STREAM_OPTIONS);
        }
        var message = message("POST", request);
        message.setEntity(new ByteArrayEntity(json.writeValueAsBytes(body), ContentType.APPLICATION_JSON));
        return message;
    }

    private HttpUriRequestBase message(String method, UpstreamRequest request) {
        var message = new HttpUriRequestBase(method, ANYWHERE);
        message.setPath(address(request).path());
        message.setHeader(HttpHeaders.USER_AGENT, "aispm-llm-proxy");
        request.headers().forEach((name, value) -> {
            if (!isOneLine(value)) {
                throw malformed();
            }
            message.setHeader(name, value);
        });
        return message;
    }

    /** Whether a value can stand in a header; a key that was pasted with more than itself can't. */
    private static boolean isOneLine(String value) {
        return value.chars().allMatch(character -> (character >= ' ' && character < 0x7f) || character == '\t');
    }

    private Address address(UpstreamRequest request) {
        try {
            return addresses.get(request.url());
        } catch (IllegalArgumentException badAddress) {
            throw malformed();
        }
    }

    private static LlmException malformed() {
        return LlmException.notConfigured(
                "The integration that *Default LLM* names can't be called: its base URL" + " or its key is malformed.");
    }

    /** Sends a message, and returns when an answer begins. */
    ClassicHttpResponse send(UpstreamRequest request, HttpUriRequestBase message) throws IOException {
        return http.send(address(request).host(), message);
    }

    void refusesStreamOptions(UpstreamRequest request) {
        withoutStreamOptions.put(request.url(), true);
    }

    Patience.Wait over(Duration whole, Runnable end) {
        return http.over(whole, end);
    }

    ProxyProperties limits() {
        return limits;
    }

    JsonMapper json() {
        return json;
    }

    @Override
    public void close() {
        http.close();
    }
}
