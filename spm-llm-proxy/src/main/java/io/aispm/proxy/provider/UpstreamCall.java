package io.aispm.proxy.provider;

import io.aispm.kit.net.AddressRefusedException;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.LlmException.Remedy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One call of a provider. May be cancelled from any thread; all else is for one. */
public final class UpstreamCall implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(UpstreamCall.class);
    private static final long LONGEST_ERROR = 64L << 10;
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    /** Codes of providers that callers know how to react to. */
    private static final Set<String> KNOWN_CODES =
            Set.of("context_length_exceeded", "content_policy_violation", "content_filter");

    /** Below this, a status says what is wrong with the request or with whoever makes it. */
    private static final int FIRST_OF_FAILURES = 500;

    /** Statuses of a failure that passes; 529 is Anthropic's word for too much to do. */
    private static final Set<Integer> PASSING = Set.of(500, 502, 503, 529);

    private final Upstream upstream;
    private final UpstreamRequest request;
    private volatile okhttp3.Call call;
    private volatile boolean cancelled;
    private @Nullable Response response;
    private boolean consumed;

    UpstreamCall(Upstream upstream, UpstreamRequest request) {
        this.upstream = upstream;
        this.request = request;
        this.call = upstream.call(request);
    }

    /** Sends the request and waits for the answer to begin; fails where it is none of success. */
    public void send() {
        var answer = execute();
        if (answer.isSuccessful()) {
            return;
        }
        var error = error(answer);
        if (isRefusalOfStreamOptions(answer, error)) {
            upstream.refusesStreamOptions(request);
            answer.close();
            call = upstream.call(request);
            if (cancelled) {
                call.cancel();
            }
            answer = execute();
            if (answer.isSuccessful()) {
                return;
            }
            error = error(answer);
        }
        throw failure(answer, error);
    }

    private Response execute() {
        try {
            var answer = call.execute();
            response = answer;
            return answer;
        } catch (IOException broken) {
            throw failure(broken);
        }
    }

    private boolean isRefusalOfStreamOptions(Response answer, JsonNode error) {
        return (answer.code() == 400 || answer.code() == 422)
                && request.body().has(Upstream.STREAM_OPTIONS)
                && error.toString().contains(Upstream.STREAM_OPTIONS);
    }

    /** The answer as it comes. */
    public BufferedSource source() {
        return answer().body().source();
    }

    /** From now on, the provider may be silent only as long as between two parts of an answer. */
    public void answering() {
        source().timeout().timeout(upstream.limits().betweenBytesTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The whole answer; one that is too large, or no JSON object, fails. */
    public ObjectNode whole() {
        try {
            var source = source();
            if (source.request(upstream.limits().maxAnswer().toBytes() + 1)) {
                throw LlmException.upstream("The model's provider sent an answer that is too large.");
            }
            consumed = true;
            if (upstream.json().readTree(source.readByteArray()) instanceof ObjectNode object) {
                return object;
            }
            throw LlmException.upstream("The model's provider sent an answer that can't be read.");
        } catch (IOException broken) {
            throw failure(broken);
        } catch (JacksonException malformed) {
            throw LlmException.upstream("The model's provider sent an answer that can't be read.", malformed);
        }
    }

    /** All of the answer was read: its connection may serve others. */
    public void consumed() {
        consumed = true;
    }

    /** Ends the call now, wherever it stands. */
    public void cancel() {
        cancelled = true;
        call.cancel();
    }

    /** Whether it was this side that ended the call. */
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void close() {
        if (!consumed) {
            call.cancel();
        }
        if (response != null) {
            response.close();
        }
    }

    private Response answer() {
        if (response == null) {
            throw new IllegalStateException("the call was not sent");
        }
        return response;
    }

    /** What a broken connection means to the caller. */
    public LlmException failure(IOException broken) {
        if (broken instanceof AddressRefusedException) {
            return LlmException.misconfigured("The model provider's address may not be reached from here.", broken);
        }
        if (broken instanceof InterruptedIOException) {
            log.atWarn().addKeyValue("url", request.url()).log("The model's provider did not answer in time");
            return LlmException.timeout();
        }
        if (!cancelled) {
            log.atWarn().addKeyValue("url", request.url()).setCause(broken).log("The model's provider broke the call");
        }
        return LlmException.upstream("The model's provider can't be reached, or broke off its answer.", broken)
                .with(Remedy.AGAIN);
    }

    private LlmException failure(Response answer, JsonNode error) {
        var code = error.path("error").path("code").stringValue("");
        log.atWarn()
                .addKeyValue("url", request.url())
                .addKeyValue("status", answer.code())
                .addKeyValue("type", error.path("error").path("type").stringValue(""))
                .addKeyValue("code", code)
                .log("The model's provider refused the call");
        return switch (answer.code()) {
            case 400, 413, 422 ->
                LlmException.refusedByProvider(KNOWN_CODES.contains(code) ? code : "upstream_invalid_request");
            case 429 -> LlmException.providerBusy(retryAfter(answer));
            case 408, 504 -> LlmException.timeout();
            case 401, 403 ->
                LlmException.misconfigured(
                        "The model's provider refuses the integration's credentials: check `api_key`.");
            case 404 ->
                LlmException.misconfigured("The model's provider has no such model, or is not there: check the"
                        + " integration's `model` and `base_url`.");
            default -> answer.code() < FIRST_OF_FAILURES ? notTaken() : failed(answer.code());
        };
    }

    /** A provider that says so is well: an account without credit is one such case, an address that moved another. */
    private static LlmException notTaken() {
        return LlmException.misconfigured(
                "The model's provider does not take the integration's calls: check its fields, and its account there.");
    }

    private static LlmException failed(int status) {
        return LlmException.upstream("The model's provider failed to answer.")
                .with(PASSING.contains(status) ? Remedy.AGAIN : Remedy.ELSEWHERE);
    }

    private static Duration retryAfter(Response answer) {
        return Optional.ofNullable(answer.header("Retry-After"))
                .filter(seconds -> seconds.matches("\\d{1,5}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(SHORTEST_WAIT);
    }

    private JsonNode error(Response answer) {
        try {
            var source = answer.body().source();
            source.request(LONGEST_ERROR);
            var size = Math.min(LONGEST_ERROR, source.getBuffer().size());
            return upstream.json().readTree(source.readByteArray(size));
        } catch (IOException | JacksonException unreadable) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
