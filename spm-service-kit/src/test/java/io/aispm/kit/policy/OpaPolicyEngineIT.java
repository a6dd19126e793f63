package io.aispm.kit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.policy.LinkedPolicy;
import io.aispm.contract.policy.PolicyDecision.Outcome;
import io.aispm.contract.policy.PolicyMode;
import io.aispm.contract.policy.PolicyQuestion;
import io.aispm.contract.policy.Stage;
import io.aispm.kit.StandInServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpaPolicyEngineIT {

    private static final String FAILED = """
            {"code":"internal_error","errors":[{"code":"eval_conflict_error",
             "location":{"file":"bundle/tenants/t1/no_numbers/v3.rego","row":4,"col":1}}]}""";

    @Test
    void asksTheEntryPointOfTheStageStrictly() throws IOException {
        try (var opa = new StandInServer(_ -> new StandInServer.Answer(200, "{\"result\":{\"decision\":\"allow\"}}"))) {
            var answer = engine(opa.url()).decide(question(PolicyMode.ENFORCED));

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            PolicyAnswer.Decided.class,
                            decided -> assertThat(decided.decision().decision()).isEqualTo(Outcome.ALLOW));
            assertThat(opa.asked()).singleElement().satisfies(asked -> {
                assertThat(asked.path()).isEqualTo("/v1/data/spm/prompt/allow?strict-builtin-errors=true");
                assertThat(asked.body()).startsWith("{\"input\":{\"stage\":\"prompt\"");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"result\":null}", "{\"result\":true}", "{\"result\":[]}", "not json", ""})
    void refusesWhatIsNoDecision(String body) throws IOException {
        try (var opa = new StandInServer(_ -> new StandInServer.Answer(200, body))) {
            assertThat(engine(opa.url()).decide(question(PolicyMode.ENFORCED)))
                    .isInstanceOf(PolicyAnswer.Unavailable.class);
        }
    }

    @Test
    void refusesAndNamesThePolicyThatFailed() throws IOException {
        try (var opa = new StandInServer(_ -> new StandInServer.Answer(500, FAILED))) {
            assertThat(engine(opa.url()).decide(question(PolicyMode.ENFORCED)))
                    .isInstanceOfSatisfying(
                            PolicyAnswer.Unavailable.class,
                            refused -> assertThat(refused.policyId()).isEqualTo("no_numbers"));
        }
    }

    @Test
    void decidesWithoutAMonitoredPolicyThatFailed() throws IOException {
        try (var opa = new StandInServer(body -> body.contains("no_numbers")
                ? new StandInServer.Answer(500, FAILED)
                : new StandInServer.Answer(200, "{\"result\":{\"decision\":\"allow\"}}"))) {
            assertThat(engine(opa.url()).decide(question(PolicyMode.MONITOR))).isInstanceOf(PolicyAnswer.Decided.class);
        }
    }

    @Test
    void refusesWhenThePolicySaysThatItCannotDecide() throws IOException {
        try (var opa = new StandInServer(_ -> new StandInServer.Answer(
                200, "{\"result\":{\"decision\":\"allow\",\"unavailable\":\"no_numbers\"}}"))) {
            assertThat(engine(opa.url()).decide(question(PolicyMode.ENFORCED)))
                    .isInstanceOf(PolicyAnswer.Unavailable.class);
        }
    }

    @Test
    void refusesWhenTheEngineIsDown() throws IOException {
        int closed;
        try (var socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }

        assertThat(engine(URI.create("http://127.0.0.1:" + closed)).decide(question(PolicyMode.ENFORCED)))
                .isInstanceOf(PolicyAnswer.Unavailable.class);
    }

    @Test
    void asksOnceAboutAllTools() throws IOException {
        try (var opa = new StandInServer(_ -> new StandInServer.Answer(
                200, "{\"result\":{\"clock\":{\"decision\":\"allow\"},\"shell\":{\"decision\":\"block\"}}}"))) {
            var answers =
                    engine(opa.url()).decideEach(question(PolicyMode.ENFORCED), tools("clock", "shell", "forgotten"));

            assertThat(outcome(answers.get("clock"))).isEqualTo(Outcome.ALLOW);
            assertThat(outcome(answers.get("shell"))).isEqualTo(Outcome.BLOCK);
            assertThat(answers.get("forgotten")).isInstanceOf(PolicyAnswer.Unavailable.class);
            assertThat(opa.asked()).singleElement().satisfies(asked -> {
                assertThat(asked.path()).isEqualTo("/v1/data/spm/tools/listed?strict-builtin-errors=true");
                assertThat(asked.body()).contains("\"tools\":[{\"name\":\"clock\"");
            });
        }
    }

    @Test
    void aPolicyThatFailsAboutOneToolFailsForThatOneOnly() throws IOException {
        try (var opa = new StandInServer(body -> body.contains("\"tools\"") || body.contains("\"shell\"")
                ? new StandInServer.Answer(500, FAILED)
                : new StandInServer.Answer(200, "{\"result\":{\"decision\":\"allow\"}}"))) {
            var answers = engine(opa.url()).decideEach(question(PolicyMode.ENFORCED), tools("clock", "shell"));

            assertThat(outcome(answers.get("clock"))).isEqualTo(Outcome.ALLOW);
            assertThat(answers.get("shell")).isInstanceOf(PolicyAnswer.Unavailable.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"result\":null}", "{\"result\":true}", "not json", ""})
    void decidesNothingAboutToolsWhereThereIsNoAnswer(String body) throws IOException {
        try (var opa = new StandInServer(_ -> new StandInServer.Answer(200, body))) {
            assertThat(engine(opa.url())
                            .decideEach(question(PolicyMode.ENFORCED), tools("clock"))
                            .values())
                    .noneMatch(PolicyAnswer.Decided.class::isInstance);
        }
    }

    private static Outcome outcome(@Nullable PolicyAnswer answer) {
        assertThat(answer).isInstanceOf(PolicyAnswer.Decided.class);
        return ((PolicyAnswer.Decided) Objects.requireNonNull(answer))
                .decision()
                .decision();
    }

    private static List<PolicyQuestion.Tool> tools(String... names) {
        return Stream.of(names)
                .map(name -> new PolicyQuestion.Tool(name, Map.of(), null))
                .toList();
    }

    private static OpaPolicyEngine engine(URI url) {
        return new OpaPolicyEngine(new OpaProperties(url, Duration.ofSeconds(2)));
    }

    private static PolicyQuestion question(PolicyMode mode) {
        var agent = new PolicyQuestion.Subject(
                AgentId.of("0197e5a0-1111-7000-8000-000000000001"), "ada", "custom", "low", null, null);
        return new PolicyQuestion(
                Stage.PROMPT,
                TenantId.of("t1"),
                agent,
                null,
                null,
                "hello",
                null,
                null,
                null,
                new PolicyQuestion.Guard("allow", 0, List.of()),
                List.of(new LinkedPolicy("no_numbers", 3, mode, Map.of())),
                Instant.EPOCH);
    }
}
