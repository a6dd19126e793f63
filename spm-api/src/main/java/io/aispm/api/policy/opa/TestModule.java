package io.aispm.api.policy.opa;

import io.aispm.api.policy.PolicyId;
import io.aispm.api.policy.rego.RegoError;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a policy's tests have to be: in the package {@code aispm.policies.<id>_test}. */
final class TestModule {

    private TestModule() {}

    /** What is wrong with the module's package; empty where nothing is. */
    static Optional<RegoError> misplaced(PolicyId id, String tests) {
        var expected = "aispm.policies." + id + "_test";
        var clause = Pattern.compile("package\\s+" + Pattern.quote(expected) + "\\s*(?:#.*)?");
        var lines = tests.lines().map(String::strip).toList();
        for (var line = 0; line < lines.size(); line++) {
            var text = lines.get(line);
            if (!text.isEmpty() && !text.startsWith("#")) {
                return clause.matcher(text).matches() ? Optional.empty() : Optional.of(mustBe(expected, line + 1));
            }
        }
        return Optional.of(mustBe(expected, 1));
    }

    private static RegoError mustBe(String expected, int line) {
        return new RegoError(line, 1, "the package of the tests must be `" + expected + "`, alone on its line");
    }
}
