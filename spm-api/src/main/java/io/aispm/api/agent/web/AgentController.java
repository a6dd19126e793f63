package io.aispm.api.agent.web;

import static io.aispm.api.identity.Role.ADMIN;
import static io.aispm.api.identity.Role.AUDITOR;
import static io.aispm.api.identity.Role.OPERATOR;
import static io.aispm.api.identity.Role.USER;

import io.aispm.api.agent.AgentException;
import io.aispm.api.agent.Agents;
import io.aispm.api.agent.life.AgentList;
import io.aispm.api.agent.life.Register;
import io.aispm.api.agent.life.Registrations;
import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.AgentType;
import io.aispm.contract.agent.RuntimeState;
import io.aispm.kit.page.PageRequest;
import io.aispm.kit.page.Pages;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lists, shows, changes and removes agents. */
@RestController
@RequestMapping("/api/spm/agents")
class AgentController {

    private final Agents agents;
    private final AgentList list;
    private final Register register;
    private final Registrations registrations;
    private final AgentViews views;

    AgentController(Agents agents, AgentList list, Register register, Registrations registrations, AgentViews views) {
        this.agents = agents;
        this.list = list;
        this.register = register;
        this.registrations = registrations;
        this.views = views;
    }

    @GetMapping
    @Allowed({ADMIN, OPERATOR, AUDITOR, USER})
    ResponseEntity<List<AgentView>> list(
            Principal person,
            @RequestParam(name = "q", required = false) @Nullable String text,
            @RequestParam(name = "runtime_state", required = false) @Nullable String state,
            @RequestParam(name = "agent_type", required = false) @Nullable String type,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        var filter = new AgentList.Filter(
                text, word("runtime_state", state, RuntimeState::of), word("agent_type", type, AgentType::of));
        return Pages.respond(
                views.of(person.tenant(), list.list(person.tenant(), filter, PageRequest.of(limit, cursor))));
    }

    @GetMapping("/{id}")
    @Allowed({ADMIN, OPERATOR, AUDITOR, USER})
    AgentView get(Principal person, @PathVariable AgentId id) {
        return views.of(agents.require(person.tenant(), id));
    }

    @PatchMapping("/{id}")
    @Allowed({ADMIN, OPERATOR})
    AgentView change(Principal person, @PathVariable AgentId id, @RequestBody Map<String, @Nullable Object> changes) {
        var patch = AgentPatch.of(changes);
        register.change(person.tenant(), id, person.sub(), changes.keySet(), patch::apply);
        return views.of(agents.require(person.tenant(), id));
    }

    @DeleteMapping("/{id}")
    @Allowed(ADMIN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Principal person, @PathVariable AgentId id) {
        registrations.remove(person.tenant(), id, person.sub());
    }

    private static <T> @Nullable T word(String field, @Nullable String text, Function<String, T> read) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return read.apply(text);
        } catch (IllegalArgumentException unknown) {
            throw AgentException.badRequest("bad_request", "`" + field + "` has a value that is not allowed.");
        }
    }
}
