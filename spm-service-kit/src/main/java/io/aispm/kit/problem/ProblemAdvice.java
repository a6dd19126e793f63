package io.aispm.kit.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers every failure of a request as a problem with a stable code; what nobody foresaw says nothing of itself. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
public class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> describe(DomainException broken) {
        var problem = Problems.of(broken);
        var answer = ResponseEntity.status(problem.getStatus());
        Optional.ofNullable(broken.properties().get("retry_after"))
                .ifPresent(seconds -> answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(seconds)));
        return answer.body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unforeseen(Exception failure, HttpServletRequest request) {
        log.atError()
                .addKeyValue("method", request.getMethod())
                .addKeyValue("path", request.getRequestURI())
                .setCause(failure)
                .log("Request failed for a reason that nobody foresaw");
        return ResponseEntity.internalServerError()
                .body(Problems.of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "internal_error",
                        "The request failed for a reason that is in the service's log.",
                        List.of()));
    }

    /** A body in parts of which a part has no end, or no beginning. */
    @ExceptionHandler
    ResponseEntity<Object> malformedParts(MultipartException malformed) {
        return answer(
                HttpStatus.BAD_REQUEST,
                "malformed_body",
                "The body can't be read as what this route takes.",
                List.of());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (ex instanceof MethodArgumentTypeMismatchException mismatch
                && mismatch.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return answer(HttpStatus.NOT_FOUND, "not_found", "There is nothing here by that name.", List.of());
        }
        var name = ex.getPropertyName() == null ? "A parameter" : "`" + ex.getPropertyName() + "`";
        return answer(HttpStatus.BAD_REQUEST, "bad_request", name + " has a value that is not allowed.", List.of());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (ex.getRootCause() instanceof DomainException broken) {
            return answer(Problems.of(broken));
        }
        return answer(
                HttpStatus.BAD_REQUEST,
                "malformed_body",
                "The body can't be read as what this route takes.",
                List.of());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var errors = ex.getBindingResult().getFieldErrors().stream()
                .map(error -> "`" + error.getField() + "` " + error.getDefaultMessage() + ".")
                .sorted()
                .toList();
        return answer(HttpStatus.UNPROCESSABLE_CONTENT, "invalid", String.join(" ", errors), errors);
    }

    /** All else that Spring itself refuses, with its status and a code made of it. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception ex, @Nullable Object body, HttpHeaders headers, HttpStatusCode statusCode, WebRequest request) {
        var status = Optional.ofNullable(HttpStatus.resolve(statusCode.value()));
        var code = status.map(known -> known.name().toLowerCase(Locale.ROOT)).orElse("refused");
        var sentence = body instanceof ProblemDetail problem && problem.getDetail() != null
                ? problem.getDetail()
                : status.map(HttpStatus::getReasonPhrase).orElse("Refused") + ".";
        if (statusCode.is5xxServerError()) {
            log.atError().setCause(ex).log("Request failed inside the framework");
            sentence = "The request failed for a reason that is in the service's log.";
        }
        var problem = Problems.of(statusCode, code, sentence, List.of());
        return ResponseEntity.status(statusCode).headers(headers).body(problem);
    }

    private static ResponseEntity<Object> answer(HttpStatus status, String code, String sentence, List<String> errors) {
        return answer(Problems.of(status, code, sentence, errors));
    }

    private static ResponseEntity<Object> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus()).body(problem);
    }
}
