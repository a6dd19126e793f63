package io.aispm.proxy.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.http.Exchange;
import io.aispm.proxy.route.ModelChoice;
import io.aispm.proxy.route.ProviderRoute;
import java.io.IOException;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The models that an agent's calls can end at, the one that counts without a wish first. */
final class ModelRoutes {

    private static final String MODELS = "/v1/models";

    private final Agents agents;
    private final ModelChoice models;
    private final JsonMapper json;

    ModelRoutes(Agents agents, ModelChoice models, JsonMapper json) {
        this.agents = agents;
        this.models = models;
        this.json = json;
    }

    List<Route> all() {
        return List.of(
                Route.get(MODELS, exchange -> send(exchange, new Listed("list", offered(exchange)))),
                Route.get(MODELS + "/", exchange -> send(exchange, find(exchange))));
    }

    private List<Model> offered(Exchange exchange) {
        var call = agents.calling(exchange);
        var route = ProviderRoute.of(call);
        var owner = route.connector().toString();
        return models.offered(call, route).stream()
                .map(id -> new Model(id, "model", 0, owner))
                .toList();
    }

    /** One of them; a name may hold slashes. */
    private Model find(Exchange exchange) {
        var id = exchange.path().substring(MODELS.length() + 1);
        return offered(exchange).stream()
                .filter(model -> id.equals(model.id()))
                .findFirst()
                .orElseThrow(LlmException::unknownModel);
    }

    private void send(Exchange exchange, Object answer) throws IOException {
        exchange.answer(200, Errors.JSON, json.writeValueAsBytes(answer));
    }

    record Listed(String object, List<Model> data) {}

    record Model(
            String id,
            String object,
            long created,
            @JsonProperty("owned_by") String ownedBy) {}
}
