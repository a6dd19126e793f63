package io.aispm.api.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.SpmApiTest;
import io.aispm.api.TestOpa;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.policy.PolicyDecision.Outcome;
import io.aispm.contract.policy.PolicyQuestion;
import io.aispm.contract.policy.Stage;
import io.aispm.kit.policy.PolicyAnswer;
import io.aispm.kit.policy.PolicyEngine;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

@SpmApiTest
class PolicyApiIT {

    private final TenantId tenant = TestPeople.tenant();
    private final AgentId agent = new AgentId(UUID.randomUUID());
    private final JsonMapper json = JsonMapper.shared();

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Attachments attachments;

    @Autowired
    private LinkedPolicies linked;

    @Autowired
    private PolicyEngine engine;

    @Autowired
    private TestOpa opa;

    @Test
    void createsAPolicyThatDecidesForTheAgentsItIsAttachedTo() {
        var created =
                post("/api/spm/policies", Map.of("name", "No numbers", "rego", rego("no_numbers", "no", "seven")));

        assertThat(created).hasStatus(201);
        assertThat(created).bodyJson().isLenientlyEqualTo("""
                        {"id": "no_numbers", "name": "No numbers", "mode": "enforced", "version": 1, "params": {},
                         "owner": "ada", "attached_agents": 0}""");
        assertThat(decide("seven").decision()).isEqualTo(Outcome.ALLOW);

        attachments.attach(tenant, agent, PolicyId.of("no_numbers"), "ada");
        var told = decide("Seven dwarfs");
        assertThat(told.decision()).isEqualTo(Outcome.BLOCK);
        assertThat(told.reason()).isEqualTo("no");
        assertThat(told.policyIds()).containsExactly("no_numbers");
        assertThat(told.revision()).isNotNull();
        assertThat(decide("six").decision()).isEqualTo(Outcome.ALLOW);

        attachments.detach(tenant, agent, PolicyId.of("no_numbers"), "ada");
        assertThat(decide("Seven dwarfs").decision()).isEqualTo(Outcome.ALLOW);
    }

    @Test
    void aNewVersionCountsOnTheNextTurn() {
        post("/api/spm/policies", Map.of("name", "words", "rego", rego("words", "first", "one")));
        attachments.attach(tenant, agent, PolicyId.of("words"), "ada");

        var changed = put("/api/spm/policies/words", Map.of("rego", rego("words", "second", "two")));

        assertThat(changed)
                .hasStatus(200)
                .bodyJson()
                .extractingPath("$.version")
                .isEqualTo(2);
        assertThat(decide("one").decision()).isEqualTo(Outcome.ALLOW);
        assertThat(decide("two").reason()).isEqualTo("second");

        var restored = post("/api/spm/policies/words/restore", Map.of("version", 1));

        assertThat(restored)
                .hasStatus(200)
                .bodyJson()
                .extractingPath("$.version")
                .isEqualTo(3);
        assertThat(decide("one").reason()).isEqualTo("first");
        assertThat(get("/api/spm/policies/words/versions"))
                .bodyJson()
                .extractingPath("$[*].version")
                .asArray()
                .containsExactly(3, 2, 1);
    }

    @Test
    void aMonitoredPolicyIsRecordedAndChangesNothing() {
        post("/api/spm/policies", Map.of("name", "watch", "rego", rego("watch", "seen", "gold")));
        attachments.attach(tenant, agent, PolicyId.of("watch"), "ada");
        assertThat(post("/api/spm/policies/watch/promote", Map.of("mode", "monitor")))
                .hasStatus(200);

        var told = decide("gold");

        assertThat(told.decision()).isEqualTo(Outcome.ALLOW);
        assertThat(told.policyIds()).containsExactly("watch");
        assertThat(told.reason()).contains("seen");
    }

    @Test
    void aPolicyThatContradictsItselfHarmsNobodyItIsNotAttachedTo() {
        var twoValues = """
                package aispm.policies.torn
                decision := {"decision": "block", "reason": "a"} if input.prompt
                decision := {"decision": "allow", "reason": "b"} if input.prompt
                """;
        assertThat(post("/api/spm/policies", Map.of("name", "torn", "rego", twoValues)))
                .hasStatus(201);
        var other = new AgentId(UUID.randomUUID());
        attachments.attach(tenant, agent, PolicyId.of("torn"), "ada");

        assertThat(ask("hello", agent))
                .isInstanceOfSatisfying(
                        PolicyAnswer.Unavailable.class,
                        away -> assertThat(away.policyId()).isEqualTo("torn"));
        assertThat(ask("hello", other)).isInstanceOf(PolicyAnswer.Decided.class);
    }

    @Test
    void aPolicyWhoseBuiltInFailsIsUnavailableByName() {
        var fails = """
                package aispm.policies.fails
                decision := {"decision": "block", "reason": "a"} if to_number(input.prompt) > 3
                """;
        assertThat(post("/api/spm/policies", Map.of("name", "fails", "rego", fails)))
                .hasStatus(201);
        attachments.attach(tenant, agent, PolicyId.of("fails"), "ada");

        assertThat(ask("hello", agent))
                .isInstanceOfSatisfying(
                        PolicyAnswer.Unavailable.class,
                        away -> assertThat(away.policyId()).isEqualTo("fails"));
    }

    @Test
    void aPolicySeesItsOwnParametersAndItself() {
        var own = """
                package aispm.policies.limits
                longest := input.params.longest
                decision contains {"decision": "block", "reason": "too long"} if {
                  count(input.prompt) > data.aispm.policies.limits.longest
                }
                """;
        post("/api/spm/policies", Map.of("name", "limits", "rego", own, "params", Map.of("longest", 5)));
        attachments.attach(tenant, agent, PolicyId.of("limits"), "ada");

        assertThat(decide("longer").reason()).isEqualTo("too long");
        assertThat(decide("short").decision()).isEqualTo(Outcome.ALLOW);
    }

    @Test
    void refusesRegoThatDoesNotCompileWithItsPlace() {
        var broken =
                post("/api/spm/policies", Map.of("name", "x", "rego", "package aispm.policies.x\n\ndecision := {"));

        assertThat(broken).hasStatus(422);
        assertThat(broken).bodyJson().extractingPath("$.code").isEqualTo("invalid_policy");
        assertThat(broken).bodyJson().extractingPath("$.errors[0]").asString().startsWith("Line 3, column ");
    }

    @Test
    void refusesWhatReachesOutOfItsPackage() {
        for (var rego : List.of(
                "package aispm.policies.other\ndecision := {\"decision\": \"allow\"}",
                "package aispm.policies.x\ndecision := data.spm.base",
                "package aispm.policies.x\ndecision := y if { some t; y := data.aispm.tenants[t] }",
                "package aispm.policies.x\nimport data.aispm.policies.other\ndecision := other.decision",
                "package aispm.policies.x\ndecision := {\"decision\": \"allow\"} if data[input.a]",
                "package aispm.policies.x\ndecision := http.send({\"method\": \"get\", \"url\": \"http://a\"})",
                "package aispm.policies.x\ndecision := {\"decision\": opa.runtime().version}",
                "package aispm.policies.x\nnothing := 1")) {
            assertThat(post("/api/spm/policies", Map.of("name", "x", "rego", rego)))
                    .as(rego)
                    .hasStatus(422);
        }
        assertThat(get("/api/spm/policies/x")).hasStatus(404);
    }

    @Test
    void refusesABadBodyWithASentenceForEachField() {
        var refused = post("/api/spm/policies", Map.of("name", 7, "mode", "loud", "params", List.of()));

        assertThat(refused)
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors")
                .asArray()
                .hasSize(4);
        assertThat(post("/api/spm/policies", Map.of("id", "Bad Id", "name", "a", "rego", rego("a", "a", "a"))))
                .hasStatus(422);
        assertThat(post("/api/spm/policies", Map.of("name", "n".repeat(10_000), "rego", rego("n", "a", "a"))))
                .hasStatus(422);
    }

    @Test
    void refusesASecondPolicyOfTheSameIdAndTheDeletionOfAnAttachedOne() {
        post("/api/spm/policies", Map.of("name", "once", "rego", rego("once", "a", "a")));
        assertThat(post("/api/spm/policies", Map.of("name", "once", "rego", rego("once", "a", "a"))))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("policy_exists");

        attachments.attach(tenant, agent, PolicyId.of("once"), "ada");
        assertThat(delete("/api/spm/policies/once"))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("policy_attached");

        attachments.replace(tenant, agent, List.of(), "ada");
        assertThat(delete("/api/spm/policies/once")).hasStatus(204);
        assertThat(get("/api/spm/policies/once")).hasStatus(404);
    }

    @Test
    void replacesAllAtOnceAndKeepsWhenTheRestWasAttached() {
        for (var id : List.of("a", "b", "c")) {
            post("/api/spm/policies", Map.of("name", id, "rego", rego(id, id, id)));
        }
        var before = attachments.replace(tenant, agent, List.of("a", "b"), "ada");
        var after = attachments.replace(tenant, agent, List.of("b", "c", "c"), "otto");

        assertThat(after)
                .extracting(attachment -> attachment.policyId().value())
                .containsExactlyInAnyOrder("b", "c");
        assertThat(after)
                .contains(before.stream()
                        .filter(attachment -> attachment.policyId().value().equals("b"))
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void aDeprecatedPolicyStaysWhereItIsAndGoesNowhereElse() {
        post("/api/spm/policies", Map.of("name", "old", "rego", rego("old", "old", "old")));
        attachments.attach(tenant, agent, PolicyId.of("old"), "ada");
        post("/api/spm/policies/old/promote", Map.of("mode", "deprecated"));

        assertThat(decide("old").decision()).isEqualTo(Outcome.BLOCK);
        attachments.attach(tenant, agent, PolicyId.of("old"), "ada");
        org.assertj.core.api.Assertions.assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> attachments.attach(tenant, new AgentId(UUID.randomUUID()), PolicyId.of("old"), "ada"))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("policy_deprecated"));
    }

    @Test
    void givesEachTenantThePlatformsPoliciesOnceAndWorkingOnes() {
        assertThat(get("/api/spm/policies"))
                .bodyJson()
                .extractingPath("$[*].id")
                .asArray()
                .containsExactlyInAnyOrder("prompt_guard", "pii_mask", "tool_scope");

        attachments.attach(tenant, agent, PolicyId.of("pii_mask"), "ada");
        var told = decide("mail me");

        assertThat(told.decision()).isEqualTo(Outcome.REDACT);
        assertThat(told.obligations().get("kinds")).isEqualTo(List.of("email", "iban", "phone"));
    }

    @Test
    void theFilledTemplateIsAPolicy() {
        var template = json.readTree(body(get("/api/spm/policies/template")))
                .get("rego")
                .asString();
        var rego = template.replace("__SLUG__", "filled")
                .replace("__CONDITION__", "input.stage == \"prompt\"; contains(input.prompt, \"x\")")
                .replace("__REASON__", "no x");

        assertThat(post("/api/spm/policies", Map.of("name", "filled", "rego", rego)))
                .hasStatus(201);
        assertThat(post("/api/spm/policies/validate", Map.of("rego", template)))
                .hasStatus(200)
                .bodyJson()
                .extractingPath("$.ok")
                .isEqualTo(false);
    }

    @Test
    void simulatesWithoutDeciding() {
        post("/api/spm/policies", Map.of("name", "trial", "rego", rego("trial", "found", "gold")));

        var trial = post("/api/spm/policies/trial/simulate", Map.of("input", Map.of("prompt", "Gold!")));

        assertThat(trial).hasStatus(200);
        assertThat(trial).bodyJson().extractingPath("$.decision").isEqualTo("block");
        assertThat(trial).bodyJson().extractingPath("$.reason").isEqualTo("found");
        assertThat(trial).bodyJson().extractingPath("$.trace").asArray().isNotEmpty();
        assertThat(post("/api/spm/policies/trial/simulate", Map.of("input", Map.of("prompt", 7))))
                .bodyJson()
                .extractingPath("$.reason")
                .asString()
                .startsWith("policy_unavailable");
    }

    @Test
    void aWriteThatTheEngineDoesNotGetStandsAndSaysSo() {
        opa.freeze();
        try {
            var late = post("/api/spm/policies", Map.of("name", "late", "rego", rego("late", "late", "late")));

            assertThat(late).hasStatus(503);
            assertThat(late).bodyJson().extractingPath("$.code").isEqualTo("policy_unavailable");
            assertThat(late).bodyJson().extractingPath("$.saved").isEqualTo(true);
            assertThat(get("/api/spm/policies/late")).hasStatus(200);
            assertThat(ask("hello", agent)).isInstanceOf(PolicyAnswer.Unavailable.class);
        } finally {
            opa.thaw();
        }
    }

    @Test
    void anotherTenantsPolicyIsNotThere() {
        post("/api/spm/policies", Map.of("name", "mine", "rego", rego("mine", "a", "a")));

        assertThat(mvc.get()
                        .uri("/api/spm/policies/mine")
                        .header(HttpHeaders.AUTHORIZATION, TestPeople.admin(TestPeople.tenant())))
                .hasStatus(404);
        assertThat(get("/api/spm/policies/No-Such")).hasStatus(404);
    }

    @Test
    void auditorsReadAndOnlyAdministratorsWrite() {
        assertThat(mvc.get().uri("/api/spm/policies").header(HttpHeaders.AUTHORIZATION, TestPeople.auditor(tenant)))
                .hasStatus(200);
        assertThat(mvc.post()
                        .uri("/api/spm/policies")
                        .header(HttpHeaders.AUTHORIZATION, TestPeople.operator(tenant))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .hasStatus(403);
        assertThat(mvc.get().uri("/api/spm/policies").header(HttpHeaders.AUTHORIZATION, TestPeople.user(tenant, "uma")))
                .hasStatus(403);
    }

    private io.aispm.contract.policy.PolicyDecision decide(String prompt) {
        return switch (ask(prompt, agent)) {
            case PolicyAnswer.Decided(var decision, var _) -> decision;
            case PolicyAnswer.Unavailable unavailable -> throw new AssertionError(unavailable.reason());
        };
    }

    private PolicyAnswer ask(String prompt, AgentId who) {
        return engine.decide(new PolicyQuestion(
                Stage.PROMPT,
                tenant,
                new PolicyQuestion.Subject(who, "a", "custom", "low", null, null),
                new PolicyQuestion.Person("ada", List.of("spm:admin"), List.of()),
                new PolicyQuestion.Session(UUID.randomUUID().toString(), 1),
                prompt,
                null,
                null,
                null,
                new PolicyQuestion.Guard("allow", 0.1, List.of()),
                linked.of(tenant, who),
                Clock.systemUTC().instant()));
    }

    private static String rego(String id, String reason, String word) {
        return """
                package aispm.policies.%s
                decision := {"decision": "block", "reason": "%s"} if contains(lower(input.prompt), "%s")
                """.formatted(id, reason, word);
    }

    private MvcTestResult get(String path) {
        return mvc.get()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, TestPeople.admin(tenant))
                .exchange();
    }

    private MvcTestResult delete(String path) {
        return mvc.delete()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, TestPeople.admin(tenant))
                .exchange();
    }

    private MvcTestResult post(String path, Map<String, ?> body) {
        return mvc.post()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, TestPeople.admin(tenant))
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.writeValueAsString(body))
                .exchange();
    }

    private MvcTestResult put(String path, Map<String, ?> body) {
        return mvc.put()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, TestPeople.admin(tenant))
                .contentType(MediaType.APPLICATION_JSON)
                .content(json.writeValueAsString(body))
                .exchange();
    }

    private static String body(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
