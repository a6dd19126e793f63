package io.aispm.proxy.web;

import io.aispm.kit.health.ServiceHealth;
import tools.jackson.databind.json.JsonMapper;

/** Tells agents, and whoever watches over the gateway, whether it serves; not what it leans on. */
final class HealthRoute {

    private HealthRoute() {}

    static Route of(ServiceHealth health, JsonMapper json) {
        return Route.get("/health", exchange -> {
            var answer = health.ask(false);
            exchange.answerHeader("Cache-Control", "no-store");
            exchange.answer(answer.isUp() ? 200 : 503, Errors.JSON, json.writeValueAsBytes(answer));
        });
    }
}
