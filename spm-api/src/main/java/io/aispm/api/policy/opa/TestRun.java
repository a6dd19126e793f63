package io.aispm.api.policy.opa;

import io.aispm.api.policy.rego.TestReport;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads what {@code opa test} reports. */
final class TestRun {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private TestRun() {}

    static TestReport read(JsonNode report) {
        var tests = new ArrayList<TestReport.Test>();
        for (JsonNode test : report) {
            tests.add(new TestReport.Test(
                    test.path("name").asString(""),
                    result(test),
                    test.path("location").path("row").asInt(1),
                    SPACES.matcher(test.path("error").path("message").asString(""))
                            .replaceAll(" ")
                            .strip(),
                    test.path("duration").asLong(0) / NANOS_PER_MILLI));
        }
        return new TestReport(tests, List.of());
    }

    private static TestReport.Result result(JsonNode test) {
        if (test.path("skip").asBoolean(false)) {
            return TestReport.Result.SKIPPED;
        }
        return test.path("fail").asBoolean(false) || test.hasNonNull("error")
                ? TestReport.Result.FAILED
                : TestReport.Result.PASSED;
    }
}
