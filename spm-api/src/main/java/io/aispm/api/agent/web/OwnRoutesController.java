package io.aispm.api.agent.web;

import io.aispm.api.agent.AgentException;
import io.aispm.api.agent.AgentPrincipal;
import io.aispm.api.agent.life.Runs;
import io.aispm.api.agent.life.StartStages;
import io.aispm.api.agent.life.StartStore;
import io.aispm.api.agent.secret.AgentSecrets;
import io.aispm.contract.agent.Bootstrap;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What an agent asks for itself. */
@RestController
@RequestMapping("/agent-facing/agents/{id}")
class OwnRoutesController {

    private final StartStore starts;
    private final Runs runs;
    private final AgentSecrets secrets;
    private final StartStages stages;

    OwnRoutesController(StartStore starts, Runs runs, AgentSecrets secrets, StartStages stages) {
        this.starts = starts;
        this.runs = runs;
        this.secrets = secrets;
        this.stages = stages;
    }

    record Value(String value) {}

    @GetMapping("/bootstrap")
    ResponseEntity<Bootstrap> bootstrap(AgentPrincipal caller) {
        var bootstrap = starts.bootstrap(caller.agent()).orElseThrow(AgentException::unknownToken);
        stages.bootstrapped(caller.agent());
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(bootstrap);
    }

    @PostMapping("/ready")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void ready(AgentPrincipal caller) {
        runs.ready(caller.tenant(), caller.agent());
        stages.ready(caller.agent());
    }

    @GetMapping("/secrets/{name}")
    ResponseEntity<Value> secret(AgentPrincipal caller, @PathVariable String name) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Value(secrets.read(caller, name).value()));
    }
}
