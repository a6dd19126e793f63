package io.aispm.kit.health;

import io.aispm.kit.health.ServiceHealth.Health;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers {@code GET /health}; where agents can ask it, with the status alone. */
@RestController
class HealthController {

    private final ServiceHealth service;
    private final HealthProperties properties;

    HealthController(ServiceHealth service, HealthProperties properties) {
        this.service = service;
        this.properties = properties;
    }

    @GetMapping("/health")
    ResponseEntity<Health> health(HttpServletRequest request) {
        var health = service.ask(properties.details() && request.getLocalPort() != properties.agentPort());
        return ResponseEntity.status(health.isUp() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .cacheControl(CacheControl.noStore())
                .body(health);
    }
}
