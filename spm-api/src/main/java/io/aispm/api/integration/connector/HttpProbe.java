package io.aispm.api.integration.connector;

import io.aispm.contract.call.CallContext;
import io.aispm.kit.net.AddressRefusedException;
import io.aispm.kit.net.OutboundGuard;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tries out what an integration names, by the cheapest question its kind answers. It goes where integrations may go and
 * nowhere else, follows no redirect, and tells nothing of what came back but the status.
 */
@Component
public class HttpProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final MediaType JSON = MediaType.get("application/json");
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;

    private final OkHttpClient http;
    private final JsonMapper json;

    HttpProbe(OkHttpClient http, OutboundGuard guard, JsonMapper json) {
        this.http = guard.guard(http.newBuilder(), OutboundGuard.Purpose.INTEGRATION)
                .callTimeout(PATIENCE)
                .build();
        this.json = json;
    }

    /** Tries it; never fails. */
    public ProbeResult probe(CallContext.Route route) {
        var began = System.nanoTime();
        var base =
                Optional.ofNullable(HttpUrl.parse(String.valueOf(route.config().get("base_url"))));
        if (base.isEmpty()) {
            return result(false, "The base URL is no address.", began);
        }
        try {
            var status = 0;
            for (var question : questions(route, base.get())) {
                status = ask(question);
                if (status != NOT_FOUND && status != NOT_ALLOWED) {
                    break;
                }
            }
            return result(status / 100 == 2, sentence(status), began);
        } catch (AddressRefusedException refused) {
            return result(false, "The address is not one that integrations may reach.", began);
        } catch (UnknownHostException unknown) {
            return result(false, "There is no such host.", began);
        } catch (InterruptedIOException late) {
            return result(false, "It did not answer within " + PATIENCE.toSeconds() + " s.", began);
        } catch (IOException away) {
            return result(false, "It can't be reached.", began);
        } catch (IllegalArgumentException unsendable) {
            return result(false, "The credentials can't be sent.", began);
        }
    }

    private int ask(Request question) throws IOException {
        try (var answer = http.newCall(question).execute()) {
            return answer.code();
        }
    }

    /** From the cheapest on; the next is asked where there is no such route. */
    private List<Request> questions(CallContext.Route route, HttpUrl base) {
        var key = route.credentials().get("api_key");
        var bearer = key == null ? Map.<String, String>of() : Map.of("Authorization", "Bearer " + key);
        return switch (route.connectorType()) {
            case "anthropic" ->
                List.of(get(
                        base,
                        "v1/models",
                        Map.of("x-api-key", String.valueOf(key), "anthropic-version", "2023-06-01")));
            case "azure_openai" -> List.of(get(base, "openai/v1/models", Map.of("api-key", String.valueOf(key))));
            case "ollama" ->
                base.encodedPath().replaceFirst("/+$", "").endsWith("/v1")
                        ? List.of(get(base, "models", bearer))
                        : List.of(get(base, "api/tags", bearer));
            case "tavily" -> List.of(post(base, "search", bearer, Map.of("query", "ping", "max_results", 1)));
            case "mcp_server" -> List.of(post(base, "", mcp(bearer), initialize()));
            default -> List.of(get(base, "models", bearer), post(base, "chat/completions", bearer, shortest(route)));
        };
    }

    private static Map<String, Object> shortest(CallContext.Route route) {
        return Map.of(
                "model",
                String.valueOf(route.config().get("model")),
                "max_tokens",
                1,
                "messages",
                List.of(Map.of("role", "user", "content", "ping")));
    }

    private static Map<String, String> mcp(Map<String, String> bearer) {
        var headers = new LinkedHashMap<>(bearer);
        headers.put("Accept", "application/json, text/event-stream");
        return headers;
    }

    private static Map<String, Object> initialize() {
        return Map.of(
                "jsonrpc",
                "2.0",
                "id",
                1,
                "method",
                "initialize",
                "params",
                Map.of(
                        "protocolVersion",
                        "2025-11-25",
                        "capabilities",
                        Map.of(),
                        "clientInfo",
                        Map.of("name", "ai-spm", "version", "1")));
    }

    private static Request get(HttpUrl base, String path, Map<String, String> headers) {
        return request(base, path, headers).get().build();
    }

    private Request post(HttpUrl base, String path, Map<String, String> headers, Map<String, Object> body) {
        return request(base, path, headers)
                .post(RequestBody.create(json.writeValueAsBytes(body), JSON))
                .build();
    }

    private static Request.Builder request(HttpUrl base, String path, Map<String, String> headers) {
        var address = path.isEmpty() ? base : HttpUrl.get(base.toString().replaceFirst("/+$", "") + "/" + path);
        var request = new Request.Builder().url(address);
        headers.forEach(request::header);
        return request;
    }

    private static String sentence(int status) {
        return switch (status) {
            case UNAUTHORIZED, FORBIDDEN -> "It refuses the credentials (status " + status + ").";
            case NOT_FOUND, NOT_ALLOWED -> "It answers, but not as this kind does (status " + status + ").";
            default -> status / 100 == 2 ? "It answers." : "It answers with status " + status + ".";
        };
    }

    private static ProbeResult result(boolean ok, String message, long began) {
        return new ProbeResult(ok, message, Duration.ofNanos(System.nanoTime() - began));
    }
}
