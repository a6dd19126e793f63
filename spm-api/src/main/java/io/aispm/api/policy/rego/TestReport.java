package io.aispm.api.policy.rego;

import java.util.List;
import java.util.stream.Stream;

/**
 * What became of a policy's tests.
 *
 * @param tests each test, in the order of the module
 * @param errors what keeps the module from being run; empty where it ran
 */
public record TestReport(List<Test> tests, List<RegoError> errors) {

    /** A module that can't be run. */
    public static TestReport broken(List<RegoError> errors) {
        return new TestReport(List.of(), errors);
    }

    /** Whether every test passed, or was skipped on purpose. */
    public boolean isGreen() {
        return errors.isEmpty() && tests.stream().noneMatch(Test::isRed);
    }

    /** How many ended so. */
    public int count(Result result) {
        return (int) tests.stream().filter(test -> test.result() == result).count();
    }

    /** A sentence for each test that failed, and for each error. */
    public List<String> complaints() {
        var red = tests.stream().filter(Test::isRed).map(Test::complaint);
        return Stream.concat(errors.stream().map(RegoError::sentence), red).toList();
    }

    /** How a test ended. */
    public enum Result {
        PASSED,
        FAILED,
        SKIPPED
    }

    /**
     * One test.
     *
     * @param line where it stands, counted from 1
     * @param message why it failed, where OPA says so; else empty
     * @param durationMs how long it took, in milliseconds
     */
    public record Test(String name, Result result, int line, String message, double durationMs) {

        private boolean isRed() {
            return result == Result.FAILED;
        }

        private String complaint() {
            return "The test `" + name + "` (line " + line + ") fails"
                    + (message.isEmpty() ? "." : ": " + message + ".");
        }
    }
}
