package io.aispm.api.agent.web;

import static io.aispm.api.identity.Role.ADMIN;

import io.aispm.api.agent.AgentException;
import io.aispm.api.agent.secret.AgentSecrets;
import io.aispm.api.agent.secret.SecretStore;
import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.contract.agent.AgentId;
import io.aispm.kit.secret.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets people write an agent's secrets; nobody but the agent reads them. */
@RestController
@RequestMapping("/api/spm/agents/{id}/secrets")
@Allowed(ADMIN)
class SecretController {

    private final AgentSecrets secrets;

    SecretController(AgentSecrets secrets) {
        this.secrets = secrets;
    }

    @GetMapping
    List<SecretStore.Entry> list(@PathVariable AgentId id) {
        return secrets.list(id);
    }

    @PutMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void put(
            Principal person,
            @PathVariable AgentId id,
            @PathVariable String name,
            @RequestBody Map<String, @Nullable Object> body) {
        if (!(body.get("value") instanceof String value) || value.isEmpty()) {
            throw AgentException.invalid(List.of("`value` is required: a text."));
        }
        secrets.put(person.tenant(), id, name, new Secret(value), person.sub());
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Principal person, @PathVariable AgentId id, @PathVariable String name) {
        secrets.remove(person.tenant(), id, name, person.sub());
    }
}
