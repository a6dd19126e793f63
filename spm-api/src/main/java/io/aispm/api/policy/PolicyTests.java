package io.aispm.api.policy;

import io.aispm.api.policy.rego.Compilation;
import io.aispm.api.policy.rego.PolicySource;
import io.aispm.api.policy.rego.RegoCompiler;
import io.aispm.api.policy.rego.TestReport;
import io.aispm.contract.policy.PolicyMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Runs the tests that policies bring, and keeps those from being enforced whose tests fail. */
@Service
public class PolicyTests {

    private final RegoCompiler compiler;

    PolicyTests(RegoCompiler compiler) {
        this.compiler = compiler;
    }

    /**
     * Runs a policy's tests as they are kept, or others, over its Rego as it is kept, or another.
     *
     * @param rego null for the policy's own
     * @param tests null for the policy's own
     */
    public TestReport run(Policy policy, @Nullable String rego, @Nullable String tests) {
        var chosen = rego == null ? policy.content().rego() : rego;
        var module = tests == null ? policy.content().tests() : tests;
        return switch (compiler.compile(policy.tenant(), chosen)) {
            case Compilation.Broken(var errors) -> TestReport.broken(errors);
            case Compilation.Sound(var source) ->
                module.isBlank() ? new TestReport(List.of(), List.of()) : compiler.test(source, module);
        };
    }

    /** Fails where the mode is the enforced one and the policy's tests fail. */
    void mustAllow(PolicyMode mode, Policy policy) {
        if (mode == PolicyMode.ENFORCED && policy.content().isTested()) {
            refuseUnlessGreen(run(policy, null, null));
        }
    }

    /** Fails where the mode is the enforced one and the content's tests fail. */
    void mustAllow(PolicyMode mode, PolicySource source, PolicyContent content) {
        if (mode == PolicyMode.ENFORCED && content.isTested()) {
            refuseUnlessGreen(compiler.test(source, content.tests()));
        }
    }

    private static void refuseUnlessGreen(TestReport report) {
        if (!report.isGreen()) {
            throw PolicyException.testsFailed(report.complaints());
        }
    }

    /** All that keeps a module from being the tests of a source, as the problem that says so. */
    void mustCompile(PolicySource source, PolicyContent content) {
        if (content.isTested()) {
            var errors = compiler.checkTests(source, content.tests());
            if (!errors.isEmpty()) {
                throw PolicyException.invalid(errors.stream()
                        .map(error -> "`tests`: " + error.sentence())
                        .toList());
            }
        }
    }
}
