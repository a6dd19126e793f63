package io.aispm.api.posture;

import static io.aispm.api.posture.DriftClass.EXPECTED;
import static io.aispm.api.posture.DriftClass.RELEASE_BLOCKING;
import static io.aispm.api.posture.DriftClass.REVIEW_REQUIRED;
import static io.aispm.api.posture.Severity.CRITICAL;
import static io.aispm.api.posture.Severity.HIGH;
import static io.aispm.api.posture.Severity.LOW;
import static io.aispm.api.posture.Severity.MEDIUM;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a difference is judged: the first that fits decides. What nothing proves to be narrower stands in the row for what
 * is wider. Controls are those of OWASP's list for applications with language models, 2025.
 */
public enum Rule {
    CODE(
            "definition\\.code_sha256",
            Shape.ANY,
            RELEASE_BLOCKING,
            CRITICAL,
            "The code is not what was reviewed.",
            "LLM03"),
    REQUIREMENTS("definition\\.requirements", Shape.ANY, RELEASE_BLOCKING, HIGH, "It brings other packages.", "LLM03"),
    KIND("definition\\.(agent_type|runtime)", Shape.ANY, RELEASE_BLOCKING, HIGH, "It is of another kind.", "LLM03"),
    RISK_RAISED("definition\\.risk", Shape.STRICTER, EXPECTED, LOW, "Its risk is rated higher.", "LLM06"),
    RISK("definition\\.risk", Shape.ANY, REVIEW_REQUIRED, MEDIUM, "Its risk is rated lower.", "LLM06"),
    WORDS("definition\\.(owner|description)", Shape.ANY, EXPECTED, LOW, "People describe it otherwise."),

    TOOL_GONE("tools\\..+", Shape.REMOVED, EXPECTED, LOW, "It has a tool less.", "LLM06"),
    TOOL_NEW("tools\\..+", Shape.ADDED, RELEASE_BLOCKING, HIGH, "It has a tool that was not reviewed.", "LLM06"),
    TOOL(
            "tools\\..+",
            Shape.ANY,
            RELEASE_BLOCKING,
            HIGH,
            "A tool is not what was reviewed, or is asked elsewhere.",
            "LLM03",
            "LLM06"),

    SCOPES_LESS("identity\\.scopes", Shape.SHORTENED, EXPECTED, LOW, "Its credentials open less.", "LLM06"),
    SCOPES("identity\\.scopes", Shape.ANY, RELEASE_BLOCKING, HIGH, "Its credentials open more.", "LLM06"),
    SECRET_GONE("identity\\.secrets\\..+", Shape.REMOVED, EXPECTED, LOW, "It has a secret less.", "LLM02"),
    SECRET_NEW(
            "identity\\.secrets\\..+", Shape.ADDED, RELEASE_BLOCKING, HIGH, "It has a secret more.", "LLM02", "LLM06"),
    SECRET("identity\\.secrets\\..+", Shape.ANY, REVIEW_REQUIRED, MEDIUM, "A secret has another value.", "LLM02"),

    IMAGE("runtime\\.(sandbox|image)", Shape.ANY, RELEASE_BLOCKING, HIGH, "It runs in something else.", "LLM03"),
    NETWORK_LESS("runtime\\.network", Shape.SHORTENED, EXPECTED, LOW, "It reaches less.", "LLM06"),
    NETWORK("runtime\\.network", Shape.ANY, RELEASE_BLOCKING, HIGH, "It reaches more.", "LLM06"),
    LIMIT_LESS("runtime\\.limits\\..+", Shape.TIGHTENED, EXPECTED, LOW, "A limit is lower.", "LLM10"),
    LIMIT("runtime\\.limits\\..+", Shape.ANY, REVIEW_REQUIRED, MEDIUM, "A limit is higher.", "LLM10"),
    RESTART("runtime\\.restart", Shape.ANY, REVIEW_REQUIRED, LOW, "It is started again otherwise.", "LLM10"),

    SOURCE_GONE("memory\\.sources\\..+", Shape.REMOVED, EXPECTED, LOW, "It knows a document less.", "LLM08"),
    SOURCE_SHUT("memory\\.sources\\..+", Shape.SOURCE_SHUT, EXPECTED, LOW, "It finds a document no more.", "LLM08"),
    SOURCE(
            "memory\\.sources\\..+",
            Shape.ANY,
            RELEASE_BLOCKING,
            HIGH,
            "It knows what was not reviewed.",
            "LLM04",
            "LLM08"),

    POLICY_GONE(
            "guardrails\\.policies\\..+", Shape.REMOVED, RELEASE_BLOCKING, HIGH, "It is under a policy less.", "LLM01"),
    POLICY_NEW(
            "guardrails\\.policies\\..+", Shape.ADDED, REVIEW_REQUIRED, MEDIUM, "It is under a policy more.", "LLM01"),
    POLICY_WEAKER(
            "guardrails\\.policies\\..+",
            Shape.POLICY_WEAKENED,
            RELEASE_BLOCKING,
            HIGH,
            "A policy counts less.",
            "LLM01"),
    POLICY_STRICTER(
            "guardrails\\.policies\\..+", Shape.POLICY_STRENGTHENED, EXPECTED, LOW, "A policy counts more.", "LLM01"),
    POLICY("guardrails\\.policies\\..+", Shape.ANY, REVIEW_REQUIRED, MEDIUM, "A policy has another version.", "LLM01"),
    GUARD_LOWER(
            "guardrails\\.guard\\.(block_score|category_thresholds\\..+)",
            Shape.LOWERED,
            EXPECTED,
            LOW,
            "The guard blocks sooner.",
            "LLM01",
            "LLM05"),
    GUARD_STRICTER(
            "guardrails\\.guard\\.(guard_llm|guard_mode)",
            Shape.STRICTER,
            EXPECTED,
            LOW,
            "The guard is stricter.",
            "LLM01",
            "LLM05"),
    GUARD(
            "guardrails\\.guard\\..+",
            Shape.ANY,
            RELEASE_BLOCKING,
            HIGH,
            "The guard may let more through.",
            "LLM01",
            "LLM05"),

    MODELS_FEWER(
            "provider\\.(allowed_models|models_allowed)",
            Shape.FEWER_MODELS,
            EXPECTED,
            LOW,
            "It may use fewer models.",
            "LLM03"),
    PROVIDER("provider\\..+", Shape.ANY, REVIEW_REQUIRED, MEDIUM, "Its calls of models go another way.", "LLM03"),

    /** For what no row above knows; a test sees to it that all that is read has one. */
    OTHER(".+", Shape.ANY, RELEASE_BLOCKING, HIGH, "Something is not as it was reviewed.");

    private final Pattern path;
    private final Shape shape;
    /** A value without a setter. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Finding finding;

    Rule(String path, Shape shape, DriftClass kind, Severity severity, String reason, String... controls) {
        this.path = Pattern.compile(path, Pattern.DOTALL);
        this.shape = shape;
        this.finding = new Finding(
                kind,
                severity,
                reason,
                Stream.of(controls).map(one -> "OWASP-" + one + ":2025").toList());
    }

    /** The rule that decides. */
    public static Rule of(Difference difference) {
        for (var rule : values()) {
            if (rule.path.matcher(difference.path()).matches()
                    && rule.shape.fits(difference.previous(), difference.current())) {
                return rule;
            }
        }
        return OTHER;
    }

    /** What it says of a difference. */
    public Finding finding() {
        return finding;
    }
}
