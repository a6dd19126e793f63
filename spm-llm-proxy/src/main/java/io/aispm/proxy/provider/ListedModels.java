package io.aispm.proxy.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.route.ProviderRoute;
import io.aispm.proxy.route.ServerModels;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/** Asks an Ollama server which models it has, and remembers the answer for a few seconds. */
public final class ListedModels implements ServerModels {

    private static final Logger log = LoggerFactory.getLogger(ListedModels.class);
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Upstream upstream;
    private final Cache<ProviderRoute, List<String>> remembered =
            Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(FRESH).build();

    public ListedModels(Upstream upstream) {
        this.upstream = upstream;
    }

    @Override
    public List<String> of(ProviderRoute route) {
        var known = remembered.getIfPresent(route);
        if (known != null) {
            return known;
        }
        var asked = ask(route);
        remembered.put(route, asked);
        return asked;
    }

    private List<String> ask(ProviderRoute route) {
        Map<String, String> headers = new LinkedHashMap<>();
        var apiKey = route.apiKey();
        if (apiKey != null) {
            headers.put("Authorization", "Bearer " + apiKey.value());
        }
        var path = route.ollamaNative() ? "/api/tags" : "/models";
        var request = new UpstreamRequest(route.baseUrl() + path, headers, JsonNodeFactory.instance.objectNode());
        try (var asked = upstream.get(request)) {
            asked.send();
            var told = asked.whole();
            var models = route.ollamaNative() ? told.path("models") : told.path("data");
            return models.valueStream()
                    .map(model ->
                            model.path("id").stringValue(model.path("name").stringValue("")))
                    .filter(name -> !name.isEmpty())
                    .toList();
        } catch (LlmException silent) {
            log.atWarn().addKeyValue("url", request.url()).setCause(silent).log("The server did not list its models");
            return List.of();
        }
    }
}
