package io.aispm.proxy.web;

import io.aispm.kit.problem.DomainException;
import io.aispm.kit.problem.Problems;
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

/** Answers every failure in OpenAI's shape, before the kit would answer it as a problem. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class OpenAiErrorAdvice {

    private static final Logger log = LoggerFactory.getLogger(OpenAiErrorAdvice.class);

    @ExceptionHandler
    ResponseEntity<OpenAiError> describe(DomainException failure) {
        var answer = ResponseEntity.status(Problems.of(failure).getStatus()).contentType(MediaType.APPLICATION_JSON);
        Optional.ofNullable(failure.properties().get("retry_after"))
                .ifPresent(seconds -> answer.header(HttpHeaders.RETRY_AFTER, seconds.toString()));
        if (failure.kind() == DomainException.Kind.UNAUTHENTICATED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return answer.body(OpenAiError.of(failure));
    }

    /** An answer that can no longer be written has no reader: the caller has gone. */
    @ExceptionHandler
    void callerHasGone(AsyncRequestNotUsableException gone) {
        log.atDebug().setCause(gone).log("The caller went away");
    }

    @ExceptionHandler
    ResponseEntity<OpenAiError> unforeseen(Exception failure) {
        if (failure instanceof ErrorResponse refused) {
            return refused(refused);
        }
        log.atError().setCause(failure).log("A call failed for a reason that nobody foresaw");
        return ResponseEntity.internalServerError()
                .contentType(MediaType.APPLICATION_JSON)
                .body(OpenAiError.of(
                        "The call failed for a reason that is in the service's log.",
                        "server_error",
                        "internal_error"));
    }

    /** What Spring itself refuses: unknown paths, methods and media types. */
    private static ResponseEntity<OpenAiError> refused(ErrorResponse refused) {
        var status = Optional.ofNullable(
                        HttpStatus.resolve(refused.getStatusCode().value()))
                .orElse(HttpStatus.BAD_REQUEST);
        return ResponseEntity.status(status)
                .headers(refused.getHeaders())
                .contentType(MediaType.APPLICATION_JSON)
                .body(OpenAiError.of(
                        status.getReasonPhrase() + ".",
                        "invalid_request_error",
                        status.name().toLowerCase(Locale.ROOT)));
    }
}
