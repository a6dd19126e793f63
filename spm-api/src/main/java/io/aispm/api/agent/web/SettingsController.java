package io.aispm.api.agent.web;

import static io.aispm.api.identity.Role.ADMIN;
import static io.aispm.api.identity.Role.AUDITOR;
import static io.aispm.api.identity.Role.OPERATOR;

import io.aispm.api.agent.setting.StoredSettings;
import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.contract.agent.AgentId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows and changes the settings of agents and tenants. */
@RestController
@RequestMapping("/api/spm")
class SettingsController {

    private final StoredSettings settings;

    SettingsController(StoredSettings settings) {
        this.settings = settings;
    }

    @GetMapping("/settings")
    @Allowed({ADMIN, OPERATOR, AUDITOR})
    Map<String, @Nullable Object> ofTenant(Principal person) {
        return settings.ofTenant(person.tenant());
    }

    @PutMapping("/settings")
    @Allowed(ADMIN)
    Map<String, @Nullable Object> changeTenant(Principal person, @RequestBody Map<String, @Nullable Object> changes) {
        settings.change(person.tenant(), changes, person.sub());
        return settings.ofTenant(person.tenant());
    }

    @GetMapping("/agents/{id}/settings")
    @Allowed({ADMIN, OPERATOR, AUDITOR})
    Map<String, @Nullable Object> ofAgent(@PathVariable AgentId id) {
        return settings.ofAgent(id);
    }

    @PutMapping("/agents/{id}/settings")
    @Allowed(ADMIN)
    Map<String, @Nullable Object> changeAgent(
            Principal person, @PathVariable AgentId id, @RequestBody Map<String, @Nullable Object> changes) {
        settings.change(person.tenant(), id, changes, person.sub());
        return settings.ofAgent(id);
    }
}
