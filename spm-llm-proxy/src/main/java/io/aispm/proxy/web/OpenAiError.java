package io.aispm.proxy.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.aispm.kit.problem.DomainException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An error in the shape that OpenAI's clients read. */
record OpenAiError(Body error) {

    /** The members that every error has, and what an error of ours says besides. */
    record Body(
            String message,
            String type,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String param,

            String code,
            @JsonAnyGetter Map<String, Object> more) {}

    static OpenAiError of(DomainException failure) {
        var more = new TreeMap<>(failure.properties());
        var param = more.remove("param");
        more.remove("retry_after");
        return new OpenAiError(new Body(
                String.valueOf(failure.getMessage()),
                type(failure.kind()),
                param == null ? null : param.toString(),
                failure.code(),
                more));
    }

    static OpenAiError of(String message, String type, String code) {
        return new OpenAiError(new Body(message, type, null, code, Map.of()));
    }

    static String type(DomainException.Kind kind) {
        return switch (kind) {
            case UNAUTHENTICATED -> "authentication_error";
            case FORBIDDEN -> "permission_error";
            case RATE_LIMITED -> "rate_limit_error";
            case BAD_GATEWAY, UNAVAILABLE, TIMEOUT -> "server_error";
            case BAD_REQUEST, NOT_FOUND, CONFLICT, TOO_LARGE, INVALID -> "invalid_request_error";
        };
    }
}
