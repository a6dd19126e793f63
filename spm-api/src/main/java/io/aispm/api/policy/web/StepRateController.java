package io.aispm.api.policy.web;

import io.aispm.contract.policy.StepRate;
import io.aispm.kit.policy.StepRates;
import io.aispm.kit.service.InternalRouteFilter;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where the gateway to tools asks whether a call is within the rate that a policy obliges its agent to. */
@RestController
class StepRateController {

    private final StepRates rates;

    StepRateController(StepRates rates) {
        this.rates = rates;
    }

    @PostMapping("/internal/step-rates")
    ResponseEntity<StepRate.Answer> take(HttpServletRequest request, @RequestBody StepRate.Question question) {
        if (!"spm-mcp".equals(request.getAttribute(InternalRouteFilter.CALLER)) || !(question.perMinute() > 0)) {
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        return ResponseEntity.ok(new StepRate.Answer(
                rates.take(question.tenant(), question.agent(), question.stage(), question.perMinute())));
    }
}
