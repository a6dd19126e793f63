package io.aispm.kit.policy;

import io.aispm.contract.policy.PolicyDecision;
import io.aispm.contract.policy.PolicyMode;
import io.aispm.contract.policy.PolicyQuestion;
import io.aispm.contract.policy.Stage;
import io.aispm.kit.http.CallQueue;
import io.aispm.kit.http.PartClient;
import io.aispm.kit.json.WireJson;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks an Open Policy Agent over its data API. Away, slow, undefined or in error, it denies;
 * but a policy that is only monitored may not stop anything, also by failing: then the question is put again without it.
 *
 * @see <a href="https://www.openpolicyagent.org/docs/rest-api#data-api">OPA's data API</a>
 */
public final class OpaPolicyEngine implements PolicyEngine, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OpaPolicyEngine.class);

    /** A tenant's policy lies in its bundle as {@code .../<slug>/v<version>.rego}. */
    private static final Pattern MODULE = Pattern.compile("([a-z][a-z0-9_]{0,63})/v\\d+\\.rego");

    private static final String TOOLS_LISTED = entryPoint("tools/listed");

    private final PartClient opa;
    private final CallQueue queue = new CallQueue();
    private final Map<Stage, String> entryPoints = new EnumMap<>(Stage.class);
    private final JsonMapper json = WireJson.betweenServices();

    public OpaPolicyEngine(OpaProperties properties) {
        this.opa = new PartClient(properties.url(), properties.timeout());
        for (var stage : Stage.values()) {
            entryPoints.put(stage, entryPoint(stage + "/allow"));
        }
    }

    private static String entryPoint(String name) {
        return "/v1/data/spm/" + name + "?strict-builtin-errors=true";
    }

    @Override
    public void close() {
        opa.close();
    }

    @Override
    public PolicyAnswer decide(PolicyQuestion question) {
        var answer = withoutFailedMonitors(question);
        if (answer instanceof PolicyAnswer.Decided(var decision, var _)) {
            Obligations.of(decision).logLevel().ifPresent(level -> tell(level, question, decision));
        }
        return answer;
    }

    /** A policy wanted it told, and told it is: who and what was decided, never what was said. */
    private static void tell(Level level, PolicyQuestion question, PolicyDecision decision) {
        log.atLevel(level)
                .addKeyValue("tenant", question.tenantId())
                .addKeyValue("agent", question.agent().id())
                .addKeyValue(
                        "session",
                        question.session() == null ? null : question.session().id())
                .addKeyValue("stage", question.stage())
                .addKeyValue("decision", decision.decision())
                .addKeyValue("policies", decision.policyIds())
                .log("A policy wants this decision told");
    }

    private PolicyAnswer withoutFailedMonitors(PolicyQuestion question) {
        var answer = ask(question);
        if (answer instanceof PolicyAnswer.Unavailable refused && isMonitored(question, refused.policyId())) {
            log.atWarn()
                    .addKeyValue("policy", refused.policyId())
                    .log("A monitored policy failed; deciding without it");
            return ask(question.without(refused.policyId()));
        }
        return answer;
    }

    /** One query for all; only where a policy fails, which may be about one tool alone, a query for each. */
    @Override
    public Map<String, PolicyAnswer> decideEach(PolicyQuestion question, List<PolicyQuestion.Tool> tools) {
        var began = System.nanoTime();
        try {
            ObjectNode input = json.valueToTree(question);
            input.set("tools", json.valueToTree(tools));
            var told = put(TOOLS_LISTED, input);
            if (told.successful()) {
                return each(told.body().path("result"), tools, began);
            }
            if (failedPolicy(told.body()) != null) {
                return PolicyEngine.super.decideEach(question, tools);
            }
            log.atError()
                    .addKeyValue("error", told.body().path("errors").toString())
                    .log("The policy engine failed; no tool is listed");
        } catch (IOException | JacksonException | IllegalArgumentException silent) {
            log.atError().setCause(silent).log("The policy engine did not answer; no tool is listed");
        }
        return Map.of();
    }

    private Map<String, PolicyAnswer> each(JsonNode results, List<PolicyQuestion.Tool> tools, long began) {
        Map<String, PolicyAnswer> answers = new HashMap<>();
        tools.forEach(tool -> answers.put(tool.name(), decided(results.get(tool.name()), began)));
        return answers;
    }

    private PolicyAnswer ask(PolicyQuestion question) {
        var began = System.nanoTime();
        try {
            var told = put(Objects.requireNonNull(entryPoints.get(question.stage())), question);
            return told.successful()
                    ? decided(told.body().get("result"), began)
                    : failed(failedPolicy(told.body()), told.body(), began);
        } catch (IOException | JacksonException | IllegalArgumentException silent) {
            log.atError().setCause(silent).log("The policy engine did not answer; refusing");
            return new PolicyAnswer.Unavailable("The policy engine did not answer.", null, since(began));
        }
    }

    private Told put(String entryPoint, Object input) throws IOException {
        var question = json.writeValueAsBytes(new Ask(input));
        var answer = queue.inTurn(() -> opa.post(entryPoint, question));
        return new Told(answer.isSuccessful(), json.readTree(answer.body()));
    }

    private PolicyAnswer decided(@Nullable JsonNode result, long began) {
        if (result == null || !result.isObject()) {
            log.atError().log("The policy engine has no decision; refusing");
            return new PolicyAnswer.Unavailable("The policy engine has no decision.", null, since(began));
        }
        if (result.hasNonNull("unavailable")) {
            return failed(result.get("unavailable").asString(), result, began);
        }
        return new PolicyAnswer.Decided(json.treeToValue(result, PolicyDecision.class), since(began));
    }

    private static PolicyAnswer failed(@Nullable String policy, JsonNode told, long began) {
        log.atError()
                .addKeyValue("policy", policy)
                .addKeyValue("error", told.path("errors").toString())
                .log("The policy engine failed; refusing");
        var reason = policy == null ? "The policy engine failed." : "The policy '" + policy + "' failed.";
        return new PolicyAnswer.Unavailable(reason, policy, since(began));
    }

    private static boolean isMonitored(PolicyQuestion question, @Nullable String policy) {
        return question.linkedPolicies().stream()
                .anyMatch(linked -> linked.id().equals(policy) && linked.mode() == PolicyMode.MONITOR);
    }

    private static @Nullable String failedPolicy(JsonNode told) {
        for (var error : told.path("errors")) {
            var module = MODULE.matcher(error.path("location").path("file").asString(""));
            if (module.find()) {
                return module.group(1);
            }
        }
        return null;
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private record Ask(Object input) {}

    private record Told(boolean successful, JsonNode body) {}
}
