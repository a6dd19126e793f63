package io.aispm.proxy.provider;

import io.aispm.kit.http.Patience;
import io.aispm.kit.net.AddressRefusedException;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.LlmException.Remedy;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import okio.BufferedSource;
import okio.Okio;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.NoHttpResponseException;
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
    private static final int LONGEST_ERROR = 64 << 10;
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    /** Codes of providers that callers know how to react to. */
    private static final Set<String> KNOWN_CODES =
            Set.of("context_length_exceeded", "content_policy_violation", "content_filter");

    /** Below this, a status says what is wrong with the request or with whoever makes it. */
    private static final int FIRST_OF_FAILURES = 500;

    /** Statuses of a failure that passes; 529 is Anthropic's word for too much to do. */
    private static final Set<Integer> PASSING = Set.of(500, 502, 503, 529);

    /** How long the end of an answer is waited for whose last event has come, so that its connection can serve others. */
    private static final Duration LAST_WORD = Duration.ofMillis(100);

    private final Upstream upstream;
    private final UpstreamRequest request;
    private final Supplier<HttpUriRequestBase> messages;
    private final Patience.Wait wait;
    private volatile HttpUriRequestBase message;
    private volatile boolean cancelled;
    private @Nullable ClassicHttpResponse response;
    private @Nullable InputStream content;
    private @Nullable BufferedSource source;
    private Duration silence;
    private boolean consumed;

    UpstreamCall(Upstream upstream, UpstreamRequest request, Duration whole, Supplier<HttpUriRequestBase> messages) {
        this.upstream = upstream;
        this.request = request;
        this.messages = messages;
        this.message = messages.get();
        this.silence = upstream.limits().firstByteTimeout();
        this.wait = upstream.over(whole, () -> this.message.cancel());
    }

    /** Sends the request and waits for the answer to begin; fails where it is none of success. */
    public void send() {
        var answer = execute();
        if (isSuccess(answer)) {
            return;
        }
        var error = error();
        if (isRefusalOfStreamOptions(answer, error)) {
            upstream.refusesStreamOptions(request);
            closeAnswer();
            renew();
            answer = execute();
            if (isSuccess(answer)) {
                return;
            }
            error = error();
        }
        throw failure(answer, error);
    }

    private static boolean isSuccess(ClassicHttpResponse answer) {
        return answer.getCode() / 100 == 2;
    }

    private ClassicHttpResponse execute() {
        try {
            return attempt();
        } catch (ConnectException unreachable) {
            throw failure(unreachable);
        } catch (NoHttpResponseException | SocketException broken) {
            // A connection that was kept may have been closed by its other end just now: that is no failure yet.
            if (ended()) {
                throw failure(broken);
            }
            return again();
        } catch (IOException broken) {
            throw failure(broken);
        }
    }

    private ClassicHttpResponse again() {
        renew();
        try {
            return attempt();
        } catch (IOException broken) {
            throw failure(broken);
        }
    }

    private void renew() {
        message = messages.get();
        if (ended()) {
            message.cancel();
        }
    }

    /** Whether this side has ended the call, or its time is over. */
    private boolean ended() {
        return cancelled || wait.isOver();
    }

    private ClassicHttpResponse attempt() throws IOException {
        wait.silence(silence);
        try {
            var answer = upstream.send(request, message);
            response = answer;
            content = answer.getEntity() == null
                    ? InputStream.nullInputStream()
                    : new PatientStream(answer.getEntity().getContent(), wait, () -> silence);
            return answer;
        } finally {
            wait.spoken();
        }
    }

    private boolean isRefusalOfStreamOptions(ClassicHttpResponse answer, JsonNode error) {
        return (answer.getCode() == 400 || answer.getCode() == 422)
                && request.body().has(Upstream.STREAM_OPTIONS)
                && error.toString().contains(Upstream.STREAM_OPTIONS);
    }

    /** The answer as it comes. */
    public BufferedSource source() {
        if (source == null) {
            source = Okio.buffer(Okio.source(content()));
        }
        return source;
    }

    /** From now on, the provider may be silent only as long as between two parts of an answer. */
    public void answering() {
        silence = upstream.limits().betweenBytesTimeout();
    }

    /** The whole answer; one that is too large, or no JSON object, fails. */
    public ObjectNode whole() {
        try {
            var most = Math.toIntExact(upstream.limits().maxAnswer().toBytes());
            var bytes = bytes(most + 1);
            if (bytes.length > most) {
                throw LlmException.upstream("The model's provider sent an answer that is too large.");
            }
            consumed = true;
            if (upstream.json().readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
            throw LlmException.upstream("The model's provider sent an answer that can't be read.");
        } catch (IOException broken) {
            throw failure(broken);
        } catch (JacksonException malformed) {
            throw LlmException.upstream("The model's provider sent an answer that can't be read.", malformed);
        }
    }

    /** The answer as far as it goes, at most so many bytes. */
    private byte[] bytes(int most) throws IOException {
        var entity = response == null ? null : response.getEntity();
        var announced = entity == null ? 0 : entity.getContentLength();
        if (announced < 0 || announced > most) {
            return content().readNBytes(most);
        }
        var bytes = new byte[(int) announced];
        if (content().readNBytes(bytes, 0, bytes.length) < bytes.length) {
            throw new EOFException("the answer is shorter than announced");
        }
        return bytes;
    }

    /** What matters of the answer was read: once its end has come too, its connection may serve others. */
    public void consumed() {
        consumed = true;
    }

    /** Ends the call now, wherever it stands. */
    public void cancel() {
        cancelled = true;
        message.cancel();
    }

    /** Whether it was this side that ended the call. */
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void close() {
        if (!consumed || !hasEnded()) {
            message.cancel();
        }
        wait.close();
        closeAnswer();
    }

    /** Whether nothing more comes; that is not waited for long. */
    private boolean hasEnded() {
        silence = LAST_WORD;
        try {
            return content().read() < 0;
        } catch (IOException endless) {
            return false;
        }
    }

    private void closeAnswer() {
        if (response == null) {
            return;
        }
        try {
            response.close();
        } catch (IOException closed) {
            log.atDebug().setCause(closed).log("A provider's connection was closed already");
        }
    }

    private InputStream content() {
        if (content == null) {
            throw new IllegalStateException("the call was not sent");
        }
        return content;
    }

    /** What a broken connection means to the caller. */
    public LlmException failure(IOException broken) {
        if (broken instanceof AddressRefusedException) {
            return LlmException.misconfigured("The model provider's address may not be reached from here.", broken);
        }
        if (wait.isOver() || broken instanceof InterruptedIOException) {
            log.atWarn().addKeyValue("url", request.url()).log("The model's provider did not answer in time");
            return LlmException.timeout();
        }
        if (!cancelled) {
            log.atWarn().addKeyValue("url", request.url()).setCause(broken).log("The model's provider broke the call");
        }
        return LlmException.upstream("The model's provider can't be reached, or broke off its answer.", broken)
                .with(Remedy.AGAIN);
    }

    private LlmException failure(ClassicHttpResponse answer, JsonNode error) {
        var code = error.path("error").path("code").stringValue("");
        log.atWarn()
                .addKeyValue("url", request.url())
                .addKeyValue("status", answer.getCode())
                .addKeyValue("type", error.path("error").path("type").stringValue(""))
                .addKeyValue("code", code)
                .log("The model's provider refused the call");
        return switch (answer.getCode()) {
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
            default -> answer.getCode() < FIRST_OF_FAILURES ? notTaken() : failed(answer.getCode());
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

    private static Duration retryAfter(ClassicHttpResponse answer) {
        return Optional.ofNullable(answer.getFirstHeader("Retry-After"))
                .map(Header::getValue)
                .filter(seconds -> seconds.matches("\\d{1,5}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(SHORTEST_WAIT);
    }

    private JsonNode error() {
        try {
            return upstream.json().readTree(content().readNBytes(LONGEST_ERROR));
        } catch (IOException | JacksonException unreadable) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
