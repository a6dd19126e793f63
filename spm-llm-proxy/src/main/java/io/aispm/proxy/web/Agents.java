package io.aispm.proxy.web;

import io.aispm.contract.call.CallContext;
import io.aispm.contract.call.CallRequest;
import io.aispm.kit.call.CallAnswer;
import io.aispm.kit.call.CallContexts;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.http.Exchange;
import org.jspecify.annotations.Nullable;

/** Knows which agent a request comes from, by its {@code llm_api_key}. */
class Agents {

    private static final String SCHEME = "Bearer ";

    private final CallContexts contexts;

    Agents(CallContexts contexts) {
        this.contexts = contexts;
    }

    /** The call that a request is; without an agent's key there is none. */
    CallContext calling(Exchange request) {
        var token = token(request);
        if (token == null) {
            throw LlmException.unauthenticated("An agent's key is missing: send `Authorization: Bearer <key>`.");
        }
        return switch (contexts.resolve(CallRequest.Kind.LLM, token, request.header("traceparent"))) {
            case CallAnswer.Known(var context) -> context;
            case CallAnswer.Unknown _ -> throw LlmException.unauthenticated("This key opens nothing.");
            case CallAnswer.Unavailable _ -> throw LlmException.controlPlaneAway();
        };
    }

    /** Anthropic's clients show their key in a header of its own. */
    private static @Nullable String token(Exchange request) {
        var token = bearer(request.header("authorization"));
        var ofAnthropic = request.header("x-api-key");
        return token == null && ofAnthropic != null && !ofAnthropic.isBlank() ? ofAnthropic.strip() : token;
    }

    private static @Nullable String bearer(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        var token = authorization.substring(SCHEME.length()).strip();
        return token.isEmpty() ? null : token;
    }
}
