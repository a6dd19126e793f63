package io.aispm.kit.problem;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/**
 * Makes problem documents.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public final class Problems {

    private static final String FAILED = "The request failed for a reason that is in the service's log.";

    private Problems() {}

    /** A problem with a stable code and a sentence for the caller; a 422 always has {@code errors}. */
    public static ProblemDetail of(HttpStatusCode status, String code, String detail, List<String> errors) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:aispm:problem:" + code));
        problem.setProperty("code", code);
        if (!errors.isEmpty()) {
            problem.setProperty("errors", errors);
        } else if (status.value() == HttpStatus.UNPROCESSABLE_CONTENT.value()) {
            problem.setProperty("errors", List.of(detail));
        }
        return problem;
    }

    /** The problem that tells of a broken rule. */
    public static ProblemDetail of(DomainException broken) {
        var problem = of(statusOf(broken.kind()), broken.code(), String.valueOf(broken.getMessage()), broken.errors());
        broken.properties().forEach(problem::setProperty);
        return problem;
    }

    /** The code of what has no better one: its status' name. */
    static String codeOf(HttpStatus status) {
        return status == HttpStatus.INTERNAL_SERVER_ERROR
                ? "internal_error"
                : status.name().toLowerCase(Locale.ROOT);
    }

    /** The sentence for what nothing more may or can be said of. */
    static String sentenceOf(HttpStatus status) {
        return status.is5xxServerError() ? FAILED : status.getReasonPhrase() + ".";
    }

    private static HttpStatus statusOf(DomainException.Kind kind) {
        return switch (kind) {
            case BAD_REQUEST -> HttpStatus.BAD_REQUEST;
            case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case INVALID -> HttpStatus.UNPROCESSABLE_CONTENT;
            case RATE_LIMITED -> HttpStatus.TOO_MANY_REQUESTS;
            case BAD_GATEWAY -> HttpStatus.BAD_GATEWAY;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            case TIMEOUT -> HttpStatus.GATEWAY_TIMEOUT;
        };
    }
}
