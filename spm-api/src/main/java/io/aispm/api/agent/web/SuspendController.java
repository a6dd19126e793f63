package io.aispm.api.agent.web;

import io.aispm.api.agent.AgentException;
import io.aispm.api.agent.life.Runs;
import io.aispm.kit.service.InternalRouteFilter;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets the platform stop all agents before it ends, to start them again when it comes back. */
@RestController
class SuspendController {

    private static final String LAUNCHER = "local-stack";

    private final Runs runs;

    SuspendController(Runs runs) {
        this.runs = runs;
    }

    @PostMapping("/internal/agents/suspend")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void suspend(HttpServletRequest request) {
        if (!LAUNCHER.equals(request.getAttribute(InternalRouteFilter.CALLER))) {
            throw AgentException.notForService();
        }
        runs.suspendAll();
    }
}
