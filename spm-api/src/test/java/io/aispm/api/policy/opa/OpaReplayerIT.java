package io.aispm.api.policy.opa;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.TestOpa;
import io.aispm.api.policy.PolicyId;
import io.aispm.api.policy.rego.PlatformRego;
import io.aispm.api.policy.rego.PolicySource;
import io.aispm.api.policy.rego.Replayer;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.policy.LinkedPolicy;
import io.aispm.contract.policy.PolicyMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The real program decides recorded questions once more. */
class OpaReplayerIT {

    private static final TenantId TENANT = TenantId.of("t1");

    private final Replayer replayer = new OpaReplayer(
            new OpaBinaryProperties(TestOpa.binary().toString(), Duration.ofSeconds(10), Duration.ofSeconds(5)),
            new PlatformRego(JsonMapper.shared()),
            JsonMapper.shared());

    @Test
    void decidesByTheBaseRulesTheDraftAndWhatElseIsAttached() {
        var other = new Replayer.Linked("silver", 3, source("silver", "silver").moved(TENANT, 3));
        var answers = replayer.decide(
                TENANT,
                source("gold", "gold"),
                List.of(other),
                List.of(
                        prompt("gold", "allow"),
                        prompt("silver", "allow"),
                        prompt("copper", "allow"),
                        prompt("a", "block")));

        assertThat(answers).extracting(Replayer.Answer::decision).containsExactly("block", "block", "allow", "block");
        assertThat(answers).extracting(Replayer.Answer::reason).startsWith("found gold", "found silver", "");
        assertThat(answers).noneMatch(Replayer.Answer::unavailable);
    }

    @Test
    void aQuestionThatFailsHarmsNoOther() {
        var failing = PolicySource.ofPlatform(
                PolicyId.of("gold"),
                "package aispm.policies.gold\ndecision := {\"decision\": \"block\"} if to_number(input.prompt) > 3");
        var questions = new ArrayList<Map<String, @Nullable Object>>();
        for (var text : List.of("1", "2", "seven", "4", "5")) {
            questions.add(alone(text));
        }

        var answers = replayer.decide(TENANT, failing, List.of(), questions);

        assertThat(answers).extracting(Replayer.Answer::unavailable).containsExactly(false, false, true, false, false);
        assertThat(answers)
                .extracting(Replayer.Answer::decision)
                .containsExactly("allow", "allow", "block", "block", "block");
        assertThat(answers.get(2).reason()).startsWith("policy_unavailable: ");
    }

    private static PolicySource source(String id, String word) {
        return PolicySource.ofPlatform(
                PolicyId.of(id),
                "package aispm.policies." + id + "\ndecision := {\"decision\": \"block\", \"reason\": \"found " + word
                        + "\"} if contains(input.prompt, \"" + word + "\")");
    }

    private static Map<String, @Nullable Object> prompt(String text, String verdict) {
        return question(text, verdict, List.of(linked("silver", 3), linked("gold", Replayer.DRAFT)));
    }

    private static Map<String, @Nullable Object> alone(String text) {
        return question(text, "allow", List.of(linked("gold", Replayer.DRAFT)));
    }

    private static Map<String, @Nullable Object> question(String text, String verdict, List<LinkedPolicy> linked) {
        return Map.of(
                "stage",
                "prompt",
                "tenant_id",
                "t1",
                "prompt",
                text,
                "guard",
                Map.of("verdict", verdict),
                "linked_policies",
                linked);
    }

    private static LinkedPolicy linked(String id, int version) {
        return new LinkedPolicy(id, version, PolicyMode.ENFORCED, Map.of());
    }
}
