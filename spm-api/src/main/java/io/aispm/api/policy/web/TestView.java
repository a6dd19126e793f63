package io.aispm.api.policy.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.policy.rego.RegoError;
import io.aispm.api.policy.rego.TestReport;
import java.util.List;
import java.util.Locale;

/** What became of a policy's tests, on the wire. */
record TestView(boolean ok, int passed, int failed, int skipped, List<Row> tests, List<RegoError> errors) {

    static TestView of(TestReport report) {
        return new TestView(
                report.isGreen(),
                report.count(TestReport.Result.PASSED),
                report.count(TestReport.Result.FAILED),
                report.count(TestReport.Result.SKIPPED),
                report.tests().stream().map(Row::of).toList(),
                report.errors());
    }

    /** One test: {@code result} is passed, failed or skipped. */
    record Row(
            String name,
            String result,
            int line,
            String message,
            @JsonProperty("duration_ms") double durationMs) {

        static Row of(TestReport.Test test) {
            return new Row(
                    test.name(),
                    test.result().name().toLowerCase(Locale.ROOT),
                    test.line(),
                    test.message(),
                    test.durationMs());
        }
    }
}
