package io.aispm.api.agent.web;

import static io.aispm.api.identity.Role.ADMIN;
import static io.aispm.api.identity.Role.OPERATOR;

import io.aispm.api.agent.life.Runs;
import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.contract.agent.AgentId;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Starts, stops, quarantines and releases agents. */
@RestController
@RequestMapping("/api/spm/agents/{id}")
class LifeController {

    private final Runs runs;

    LifeController(Runs runs) {
        this.runs = runs;
    }

    record Accepted(String status) {}

    @PostMapping("/start")
    @Allowed({ADMIN, OPERATOR})
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted start(Principal person, @PathVariable AgentId id) {
        runs.start(person.tenant(), id);
        return new Accepted("starting");
    }

    @PostMapping("/stop")
    @Allowed({ADMIN, OPERATOR})
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted stop(Principal person, @PathVariable AgentId id) {
        runs.stop(person.tenant(), id);
        return new Accepted("stopping");
    }

    @PostMapping("/quarantine")
    @Allowed(ADMIN)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted quarantine(Principal person, @PathVariable AgentId id) {
        runs.quarantine(person.tenant(), id, person.sub());
        return new Accepted("quarantined");
    }

    @PostMapping("/release")
    @Allowed(ADMIN)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted release(Principal person, @PathVariable AgentId id) {
        runs.release(person.tenant(), id, person.sub());
        return new Accepted("stopped");
    }
}
