package io.aispm.api.policy.opa;

import io.aispm.api.policy.PolicyException;
import io.aispm.api.policy.rego.Compilation;
import io.aispm.api.policy.rego.PlatformRego;
import io.aispm.api.policy.rego.PolicyShape;
import io.aispm.api.policy.rego.PolicySource;
import io.aispm.api.policy.rego.RegoCompiler;
import io.aispm.api.policy.rego.RegoError;
import io.aispm.api.policy.rego.TestReport;
import io.aispm.api.policy.rego.Trial;
import io.aispm.contract.agent.TenantId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compiles with OPA's own program, as a child process that sees nothing but the policy. */
@Component
class OpaCompiler implements RegoCompiler {

    private static final Logger log = LoggerFactory.getLogger(OpaCompiler.class);
    private static final String POLICY = "policy.rego";
    private static final String TESTS = "policy_test.rego";
    private static final String CAPABILITIES = "capabilities.json";
    private static final String INPUT = "input.json";
    private static final int VERSION = 1;

    /** How long one test may take; all of them together have as long as a compilation. */
    private static final String ONE_TEST = "2s";

    private final OpaProcess opa;
    private final Capabilities capabilities;
    private final JsonMapper json;

    OpaCompiler(OpaBinaryProperties properties, JsonMapper json, PlatformRego platform) {
        this.opa = new OpaProcess(properties.opaBinary(), properties.compileTimeout());
        this.capabilities = new Capabilities(opa, json, platform.allowedBuiltins());
        this.json = json;
    }

    @Override
    public Compilation compile(TenantId tenant, String rego) {
        return attempt(() -> {
            var parsed = opa.run(
                    Map.of(POLICY, rego),
                    List.of("parse", "--format", "json", "--json-include", "locations,-comments", POLICY));
            if (!parsed.ok()) {
                return new Compilation.Broken(errors(parsed.text()));
            }
            return switch (PolicyShape.judge(rego, json.readTree(parsed.text()))) {
                case Compilation.Broken broken -> broken;
                case Compilation.Sound sound -> check(tenant, sound);
            };
        });
    }

    private Compilation check(TenantId tenant, Compilation.Sound sound) throws IOException, InterruptedException {
        var checked = opa.run(
                Map.of(POLICY, sound.source().moved(tenant, VERSION), CAPABILITIES, capabilities.file()),
                List.of("check", "--format", "json", "--capabilities", CAPABILITIES, POLICY));
        return checked.ok() ? sound : new Compilation.Broken(errors(checked.text()));
    }

    @Override
    public Trial simulate(TenantId tenant, PolicySource source, Map<String, @Nullable Object> input) {
        return attempt(() -> {
            var run = opa.run(
                    Map.of(
                            POLICY,
                            source.moved(tenant, VERSION),
                            INPUT,
                            json.writeValueAsString(input),
                            CAPABILITIES,
                            capabilities.file()),
                    List.of(
                            "eval",
                            "--format",
                            "json",
                            "--strict-builtin-errors",
                            "--explain",
                            "full",
                            "--capabilities",
                            CAPABILITIES,
                            "--data",
                            POLICY,
                            "--input",
                            INPUT,
                            "decision := data.aispm.tenants[\"" + tenant + "\"][\"" + source.id() + "\"].v" + VERSION
                                    + ".decision"));
            return TrialReport.read(json.readTree(run.text()), source.rego());
        });
    }

    @Override
    public List<RegoError> checkTests(PolicySource source, String tests) {
        var misplaced = TestModule.misplaced(source.id(), tests);
        return misplaced.isPresent()
                ? List.of(misplaced.get())
                : attempt(() -> {
                    var checked = opa.run(
                            withTests(source, tests),
                            List.of("check", "--format", "json", "--capabilities", CAPABILITIES, POLICY, TESTS));
                    return checked.ok() ? List.of() : errors(checked.text());
                });
    }

    @Override
    public TestReport test(PolicySource source, String tests) {
        var errors = checkTests(source, tests);
        return errors.isEmpty() ? attempt(() -> run(source, tests)) : TestReport.broken(errors);
    }

    private TestReport run(PolicySource source, String tests) throws IOException, InterruptedException {
        var run = opa.run(
                withTests(source, tests),
                List.of(
                        "test",
                        "--format",
                        "json",
                        "--capabilities",
                        CAPABILITIES,
                        "--timeout",
                        ONE_TEST,
                        "--parallel",
                        "1",
                        POLICY,
                        TESTS));
        return TestRun.read(json.readTree(run.text()));
    }

    private Map<String, String> withTests(PolicySource source, String tests) throws IOException, InterruptedException {
        return Map.of(POLICY, source.rego(), TESTS, tests, CAPABILITIES, capabilities.file());
    }

    private List<RegoError> errors(String text) {
        var errors = new ArrayList<RegoError>();
        for (JsonNode error : json.readTree(text).path("errors")) {
            var location = error.path("location");
            errors.add(new RegoError(
                    Math.max(1, location.path("row").asInt(1)),
                    Math.max(1, location.path("col").asInt(1)),
                    error.path("message").asString("it does not compile")));
        }
        return errors.isEmpty() ? List.of(new RegoError(1, 1, "it does not compile")) : distinct(errors);
    }

    /** One error for a place: what follows from the first says nothing more. */
    private static List<RegoError> distinct(List<RegoError> errors) {
        var byPlace = new LinkedHashMap<String, RegoError>();
        errors.forEach(error -> byPlace.putIfAbsent(error.line() + ":" + error.column(), error));
        return List.copyOf(byPlace.values());
    }

    private static <T> T attempt(Attempt<T> attempt) {
        try {
            return attempt.make();
        } catch (IOException | JacksonException failed) {
            log.atError().setCause(failed).log("OPA could not be run over a policy");
            throw PolicyException.noCompiler();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw PolicyException.noCompiler();
        }
    }

    /** Something that OPA is run for. */
    @FunctionalInterface
    private interface Attempt<T> {
        T make() throws IOException, InterruptedException;
    }
}
