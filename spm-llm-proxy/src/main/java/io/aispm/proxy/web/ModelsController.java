package io.aispm.proxy.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.route.ModelChoice;
import io.aispm.proxy.route.ProviderRoute;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The models that an agent's calls can end at, the one that counts without a wish first. */
@RestController
class ModelsController {

    private final Agents agents;
    private final ModelChoice models;

    ModelsController(Agents agents, ModelChoice models) {
        this.agents = agents;
        this.models = models;
    }

    @GetMapping("/v1/models")
    Listed list(HttpServletRequest request) {
        var call = agents.calling(request);
        var route = ProviderRoute.of(call);
        var owner = route.connector().toString();
        return new Listed(
                "list",
                models.offered(call, route).stream()
                        .map(id -> new Model(id, "model", 0, owner))
                        .toList());
    }

    /** One of them; a name may hold slashes. */
    @GetMapping("/v1/models/{*id}")
    Model find(HttpServletRequest request, @PathVariable String id) {
        return list(request).data().stream()
                .filter(model -> id.equals("/" + model.id()))
                .findFirst()
                .orElseThrow(LlmException::unknownModel);
    }

    record Listed(String object, List<Model> data) {}

    record Model(
            String id,
            String object,
            long created,
            @JsonProperty("owned_by") String ownedBy) {}
}
