package io.aispm.api.call.web;

import io.aispm.api.call.Allowances;
import io.aispm.api.call.CallException;
import io.aispm.contract.call.Allowance;
import io.aispm.kit.service.InternalRouteFilter;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where the gateways get their shares of what agents may use: each of what it counts. */
@RestController
class AllowanceController {

    private final Allowances allowances;

    AllowanceController(Allowances allowances) {
        this.allowances = allowances;
    }

    @PostMapping("/internal/allowances")
    Allowance.Answer take(HttpServletRequest request, @RequestBody Allowance.Question question) {
        var caller = request.getAttribute(InternalRouteFilter.CALLER);
        if (!question.shares().stream()
                .allMatch(share -> gatewayThatCounts(share.kind()).equals(caller))) {
            throw CallException.otherGateway();
        }
        return new Allowance.Answer(allowances.take(question.shares()));
    }

    private static String gatewayThatCounts(Allowance.Kind kind) {
        return switch (kind) {
            case REQUESTS_PER_MINUTE, TOKENS_PER_MINUTE, BUDGET_TOKENS_PER_DAY, BUDGET_USD_PER_DAY -> "spm-llm-proxy";
            case TOOL_CALLS_PER_MINUTE -> "spm-mcp";
        };
    }
}
