package io.aispm.guard.model;

import io.aispm.guard.GuardModel;
import io.aispm.guard.GuardModelException;
import io.aispm.guard.GuardResult;
import io.aispm.guard.TextKind;
import io.aispm.guard.Verdict;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A guard model behind an OpenAI-compatible endpoint or Ollama's own. Any answer that is no verdict, and no answer in time, is a
 * {@link GuardModelException}; after many of them the endpoint is left alone for a while, which refuses too.
 *
 * @see <a href="https://www.llama.com/docs/model-cards-and-prompt-formats/llama-guard-3/">Llama Guard 3's format</a>
 */
public final class RemoteGuardModel implements GuardModel {

    private static final MediaType JSON_TYPE = MediaType.get("application/json");
    private static final long LONGEST_ANSWER = 1 << 20;
    private static final Duration REST = Duration.ofSeconds(5);
    private static final double FLAG_SCORE = 0.35;

    private final OkHttpClient http;
    private final RemoteGuardSettings settings;
    private final HttpUrl address;
    private final CircuitBreaker breaker;
    private final JsonMapper json = JsonMapper.builder().build();

    /** Asks through the given client, whose rules for addresses hold here too. */
    public RemoteGuardModel(OkHttpClient http, RemoteGuardSettings settings) {
        this.http = http.newBuilder()
                .callTimeout(settings.timeout())
                .followRedirects(false)
                .build();
        this.settings = settings;
        this.address = HttpUrl.get(settings.baseUrl().toString())
                .newBuilder()
                .addPathSegments(settings.dialect().path())
                .build();
        this.breaker = CircuitBreaker.of(
                settings.model(),
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(10)
                        .minimumNumberOfCalls(5)
                        .failureRateThreshold(60)
                        .waitDurationInOpenState(REST)
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .build());
    }

    @Override
    public String name() {
        return settings.model();
    }

    @Override
    public GuardResult judge(TextKind kind, String text) {
        if (!breaker.tryAcquirePermission()) {
            throw GuardModelException.resting(name());
        }
        var began = System.nanoTime();
        try {
            var result = resultOf(ask(kind, text));
            breaker.onSuccess(System.nanoTime() - began, breaker.getTimestampUnit());
            return result;
        } catch (RuntimeException failed) {
            breaker.onError(System.nanoTime() - began, breaker.getTimestampUnit(), failed);
            throw failed;
        }
    }

    private Answer ask(TextKind kind, String text) {
        var body = json.writeValueAsBytes(Question.about(settings, kind, text));
        var request = new Request.Builder().url(address).post(RequestBody.create(body, JSON_TYPE));
        if (settings.apiKey() != null && !settings.apiKey().isBlank()) {
            request.header("Authorization", "Bearer " + settings.apiKey());
        }
        try (var response = http.newCall(request.build()).execute()) {
            if (!response.isSuccessful()) {
                throw GuardModelException.refused(name(), response.code());
            }
            return Answer.read(settings.format(), contentOf(response.body()))
                    .orElseThrow(() -> GuardModelException.unreadable(name()));
        } catch (IOException unreachable) {
            throw GuardModelException.unreachable(name(), unreachable);
        }
    }

    private String contentOf(ResponseBody body) throws IOException {
        try (var peeked = body.byteStream()) {
            var answer = json.readTree(peeked.readNBytes((int) LONGEST_ANSWER));
            var message = switch (settings.dialect()) {
                case OPENAI -> answer.path("choices").path(0).path("message");
                case OLLAMA -> answer.path("message");
            };
            return message.path("content").asString("");
        } catch (JacksonException unreadable) {
            throw GuardModelException.unreadable(name());
        }
    }

    private GuardResult resultOf(Answer answer) {
        var scores = new TreeMap<String, Double>();
        answer.categories().forEach(code -> scores.put(code, answer.score()));
        return new GuardResult(
                answer.score() >= FLAG_SCORE ? Verdict.FLAG : Verdict.ALLOW,
                answer.score(),
                answer.categories(),
                scores,
                List.of(),
                List.of(),
                name(),
                settings.format().toString(),
                0);
    }
}
