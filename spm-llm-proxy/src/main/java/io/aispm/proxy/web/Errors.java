package io.aispm.proxy.web;

import io.aispm.kit.problem.DomainException;
import io.aispm.kit.problem.Problems;
import io.aispm.proxy.dialect.MessagesDialect;
import io.aispm.proxy.http.Exchange;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/** Answers every failure in the shape that its caller's client reads. */
final class Errors {

    static final String JSON = "application/json";

    private final JsonMapper json;

    Errors(JsonMapper json) {
        this.json = json;
    }

    /** Tells why a call failed. */
    void tell(Exchange exchange, String path, DomainException failure) throws IOException {
        Optional.ofNullable(failure.properties().get("retry_after"))
                .ifPresent(seconds -> exchange.answerHeader("Retry-After", seconds.toString()));
        if (failure.kind() == DomainException.Kind.UNAUTHENTICATED) {
            exchange.answerHeader("WWW-Authenticate", "Bearer");
        }
        send(
                exchange,
                Problems.of(failure).getStatus(),
                isOfAnthropic(path)
                        ? MessagesDialect.error(failure.kind(), String.valueOf(failure.getMessage()), failure.code())
                        : OpenAiError.of(failure));
    }

    /** Tells that a call failed for a reason that only the service's log has. */
    void unforeseen(Exchange exchange, String path) throws IOException {
        var message = "The call failed for a reason that is in the service's log.";
        var body = shaped(path, DomainException.Kind.BAD_GATEWAY, message, "internal_error");
        send(exchange, HttpStatus.INTERNAL_SERVER_ERROR.value(), body);
    }

    /** Tells that a request is none that is served here. */
    void refuse(Exchange exchange, String path, HttpStatus status) throws IOException {
        var code = status.name().toLowerCase(Locale.ROOT);
        send(
                exchange,
                status.value(),
                shaped(path, DomainException.Kind.BAD_REQUEST, status.getReasonPhrase() + ".", code));
    }

    private void send(Exchange exchange, int status, Object body) throws IOException {
        exchange.answer(status, JSON, json.writeValueAsBytes(body));
    }

    private static Object shaped(String path, DomainException.Kind kind, String message, String code) {
        return isOfAnthropic(path)
                ? MessagesDialect.error(kind, message, code)
                : OpenAiError.of(message, OpenAiError.type(kind), code);
    }

    private static boolean isOfAnthropic(String path) {
        return path.startsWith(LlmRoutes.MESSAGES);
    }
}
