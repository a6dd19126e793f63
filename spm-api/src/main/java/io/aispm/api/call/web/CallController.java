package io.aispm.api.call.web;

import io.aispm.api.call.CallException;
import io.aispm.api.call.Calls;
import io.aispm.contract.call.CallContext;
import io.aispm.contract.call.CallRequest;
import io.aispm.kit.service.InternalRouteFilter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Answers the gateways, each for the calls it serves: the answer holds credentials. */
@RestController
class CallController {

    private final Calls calls;

    CallController(Calls calls) {
        this.calls = calls;
    }

    @PostMapping("/internal/calls")
    ResponseEntity<CallContext> context(HttpServletRequest request, @RequestBody Question question) {
        if (question.token() == null || question.kind() == null) {
            throw CallException.incomplete();
        }
        if (!gateway(question.kind()).equals(request.getAttribute(InternalRouteFilter.CALLER))) {
            throw CallException.otherGateway();
        }
        var context = calls.context(new CallRequest(question.token(), question.kind(), question.traceparent()))
                .orElseThrow(CallException::unknownToken);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(context);
    }

    private static String gateway(CallRequest.Kind kind) {
        return switch (kind) {
            case LLM -> "spm-llm-proxy";
            case MCP -> "spm-mcp";
        };
    }

    /** As {@link CallRequest}, before it is known to be complete. */
    record Question(
            @Nullable String token,
            CallRequest.@Nullable Kind kind,
            @Nullable String traceparent) {

        @Override
        public String toString() {
            return "Question[" + kind + "]";
        }
    }
}
