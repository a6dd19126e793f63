package io.aispm.api.call.web;

import io.aispm.api.call.Allowances;
import io.aispm.api.call.CallException;
import io.aispm.contract.call.Allowance;
import io.aispm.kit.service.InternalRouteFilter;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where the gateway to models gets its share of what agents may use. */
@RestController
class AllowanceController {

    private final Allowances allowances;

    AllowanceController(Allowances allowances) {
        this.allowances = allowances;
    }

    @PostMapping("/internal/allowances")
    Allowance.Answer take(HttpServletRequest request, @RequestBody Allowance.Question question) {
        if (!"spm-llm-proxy".equals(request.getAttribute(InternalRouteFilter.CALLER))) {
            throw CallException.otherGateway();
        }
        return new Allowance.Answer(allowances.take(question.shares()));
    }
}
