package io.aispm.kit.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Answers what Tomcat refuses by itself, such as an address that is none, as a problem instead of a page. Tomcat makes
 * it, by the name of its class.
 */
public final class ProblemReportValve extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(ProblemReportValve.class);
    private static final int LEAST_ERROR = 400;

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < LEAST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            var writer = response.getReporter();
            if (writer != null) {
                writer.write(problem(response.getStatus()));
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException gone) {
            log.atDebug().setCause(gone).log("A refusal could not be told");
        }
    }

    private static String problem(int code) {
        var known = HttpStatus.resolve(code);
        var status = known == null ? HttpStatus.BAD_REQUEST : known;
        return """
                {"type":"urn:aispm:problem:%1$s","title":"%2$s","status":%3$d,"detail":"%4$s","code":"%1$s"}""".formatted(Problems.codeOf(status), status.getReasonPhrase(), code, Problems.sentenceOf(status));
    }
}
