package io.aispm.proxy.web;

import io.aispm.kit.problem.DomainException;
import io.aispm.kit.problem.Problems;
import io.aispm.proxy.dialect.MessagesDialect;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Answers every failure in the shape that its caller's client reads, before the kit would answer it as a problem. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ErrorAdvice {

    private static final Logger log = LoggerFactory.getLogger(ErrorAdvice.class);

    @ExceptionHandler
    ResponseEntity<Object> describe(DomainException failure, HttpServletRequest request) {
        var answer = ResponseEntity.status(Problems.of(failure).getStatus()).contentType(MediaType.APPLICATION_JSON);
        Optional.ofNullable(failure.properties().get("retry_after"))
                .ifPresent(seconds -> answer.header(HttpHeaders.RETRY_AFTER, seconds.toString()));
        if (failure.kind() == DomainException.Kind.UNAUTHENTICATED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return answer.body(
                isOfAnthropic(request)
                        ? MessagesDialect.error(failure.kind(), String.valueOf(failure.getMessage()), failure.code())
                        : OpenAiError.of(failure));
    }

    /** An answer that can no longer be written has no reader: the caller has gone. */
    @ExceptionHandler
    void callerHasGone(AsyncRequestNotUsableException gone) {
        log.atDebug().setCause(gone).log("The caller went away");
    }

    @ExceptionHandler
    ResponseEntity<Object> unforeseen(Exception failure, HttpServletRequest request) {
        if (failure instanceof ErrorResponse refused) {
            return refused(refused, request);
        }
        log.atError().setCause(failure).log("A call failed for a reason that nobody foresaw");
        return ResponseEntity.internalServerError()
                .contentType(MediaType.APPLICATION_JSON)
                .body(shaped(
                        request,
                        DomainException.Kind.BAD_GATEWAY,
                        "The call failed for a reason that is in the service's log.",
                        "internal_error"));
    }

    /** What Spring itself refuses: unknown paths, methods and media types. */
    private static ResponseEntity<Object> refused(ErrorResponse refused, HttpServletRequest request) {
        var status = Optional.ofNullable(
                        HttpStatus.resolve(refused.getStatusCode().value()))
                .orElse(HttpStatus.BAD_REQUEST);
        return ResponseEntity.status(status)
                .headers(refused.getHeaders())
                .contentType(MediaType.APPLICATION_JSON)
                .body(shaped(
                        request,
                        DomainException.Kind.BAD_REQUEST,
                        status.getReasonPhrase() + ".",
                        status.name().toLowerCase(Locale.ROOT)));
    }

    private static Object shaped(HttpServletRequest request, DomainException.Kind kind, String message, String code) {
        return isOfAnthropic(request)
                ? MessagesDialect.error(kind, message, code)
                : OpenAiError.of(message, OpenAiError.type(kind), code);
    }

    private static boolean isOfAnthropic(HttpServletRequest request) {
        return request.getRequestURI().startsWith(LlmController.MESSAGES);
    }
}
