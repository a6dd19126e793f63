package io.aispm.api.web;

import io.aispm.kit.problem.Problems;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * A database that is away is no fault of the request, and nothing that nobody foresaw: try again. A text that no
 * database keeps is the request's, in whichever field it came.
 *
 * @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">PostgreSQL's error codes</a>
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class DatabaseAdvice {

    private static final Logger log = LoggerFactory.getLogger(DatabaseAdvice.class);

    /** character_not_in_repertoire and untranslatable_character: the character NUL, in a text and in JSON. */
    private static final Set<String> UNFIT_TEXT = Set.of("22021", "22P05");

    @ExceptionHandler({
        CannotCreateTransactionException.class,
        DataAccessResourceFailureException.class,
        QueryTimeoutException.class
    })
    ResponseEntity<ProblemDetail> away(RuntimeException away) {
        log.atError().setCause(away).log("The database does not answer");
        var problem = Problems.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "database_unavailable",
                "The database does not answer. Try again in a moment.",
                List.of());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unfit(DataIntegrityViolationException refused) {
        if (!(NestedExceptionUtils.getMostSpecificCause(refused) instanceof SQLException cause)
                || !UNFIT_TEXT.contains(cause.getSQLState())) {
            throw refused;
        }
        var problem = Problems.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "invalid",
                "A text holds the character NUL, which can't be kept or looked for.",
                List.of());
        return ResponseEntity.unprocessableContent().body(problem);
    }
}
