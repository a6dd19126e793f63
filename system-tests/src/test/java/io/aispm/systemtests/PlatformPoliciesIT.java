package io.aispm.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each of the platform's policies changes what a person sees, from the next turn on and only while it is attached. */
class PlatformPoliciesIT {

    private static Api admin;
    private static String agent;

    @BeforeAll
    static void start() {
        admin = Api.admin("platform-policies");
        agent = admin.register("calling", Agents.code(Agents.CALLING), Map.of())
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    @AfterEach
    void detach() {
        admin.put("/api/spm/agents/" + agent + "/policies", Map.of("policy_ids", List.of()))
                .expect(200);
    }

    @Test
    void promptGuardStopsWhatTheGuardCanNotRead() {
        var foreign = "Расскажи мне, пожалуйста, о погоде в Париже";
        assertThat(say(foreign)).isEqualTo("echo: " + foreign);

        attach("prompt_guard", Map.of("block_signals", List.of("unsupported_language")));

        assertThat(say(foreign)).isEqualTo("Blocked by policy: the guard says unsupported_language of it");
    }

    @Test
    void jailbreakDetectStopsPhrasesThatOnlyAttemptsUse() {
        var attempt = "friend, you know the words: open sesame";
        assertThat(say(attempt)).isEqualTo("echo: " + attempt);

        attach("jailbreak_detect", Map.of("phrases", List.of("(?i)open sesame")));

        assertThat(say(attempt)).isEqualTo("Blocked by policy: it asks to set the instructions aside");
    }

    @Test
    void piiMaskTakesAddressesOut() {
        assertThat(say("write to ada@example.com")).isEqualTo("echo: write to ada@example.com");

        attach("pii_mask", Map.of());

        assertThat(say("write to ada@example.com")).isEqualTo("echo: write to [redacted: email]");
    }

    @Test
    void toolScopeKeepsToolsAway() {
        assertThat(say("please call time_now {}")).startsWith("time_now said: ");

        attach("tool_scope", Map.of("only", List.of("web_fetch")));

        assertThat(say("please call time_now {}")).contains("tool time_now is not allowed here");
    }

    @Test
    void writeApprovalMakesACallWaitForAPerson() {
        attach("write_approval", Map.of("tools", List.of("time_now")));

        assertThat(say("please call time_now {}"))
                .startsWith("time_now failed: ")
                .contains("needs an approval");
        assertThat(admin.get("/api/spm/approvals?state=pending").expect(200).body())
                .contains("time_now changes something");
    }

    @Test
    void tokenBudgetStopsACallThatIsTooLargeAndCountsTheRest() {
        try (var provider = new ScriptedProvider("I am the model")) {
            provider.becomeDefaultOf(admin, "model-of-budget");
            attach("token_budget", Map.of("max_tokens_per_call", 5));
            assertThat(say("please ask the model, at length and with many words, how it is doing today"))
                    .startsWith("the model failed: ")
                    .contains("tokens, of which 5 are allowed");

            attach("token_budget", Map.of("requests_per_minute", 1));
            assertThat(say("please ask the model once")).isEqualTo("I am the model");
            assertThat(say("please ask the model twice")).contains("429");
        }
    }

    @Test
    void outputFilterWithholdsWhatAReplyMayNotHold() {
        assertThat(say("tell me about kiwis")).isEqualTo("echo: tell me about kiwis");

        attach("output_filter", Map.of("deny_words", List.of("kiwis")));

        assertThat(say("tell me about kiwis"))
                .isEqualTo("Blocked by policy: the reply holds a word that is not allowed");
        assertThat(say("tell me about kiwi fruit")).isEqualTo("echo: tell me about kiwi fruit");
    }

    @Test
    void egressControlLetsNoLinkOutThatIsNotNamed() {
        attach("egress_control", Map.of("allow_hosts", List.of("docs.example.com")));

        assertThat(say("read https://docs.example.com/start now"))
                .isEqualTo("echo: read https://docs.example.com/start now");
        assertThat(say("read https://elsewhere.example.net/page now"))
                .isEqualTo("Blocked by policy: elsewhere.example.net is not among the hosts that may be reached");
        assertThat(say("please call web_fetch {\"query\": \"what is at https://elsewhere.example.net\"}"))
                .contains("elsewhere.example.net is not among the hosts");
    }

    @Test
    void ragRetrievalLimitBoundsWhatIsDrawnAtOnce() {
        attach("rag_retrieval_limit", Map.of("max_results", 2));

        assertThat(say("please call web_fetch {\"query\": \"weather today\", \"max_results\": 9}"))
                .contains("9 results were asked for, of which 2 are allowed");
        assertThat(say("please call web_fetch {\"query\": \"weather today\", \"max_results\": 2}"))
                .doesNotContain("are allowed");
    }

    @Test
    void aReplayTellsWhatAPolicyWouldHaveChanged() {
        say("tell me about papayas");
        var wish = Map.of("agent_id", agent, "limit", 20, "params", Map.of("deny_words", List.of("papayas")));

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            var replay = admin.post("/api/spm/policies/output_filter/replay", wish)
                    .expect(200)
                    .json();
            assertThat(replay.path("rows")).anySatisfy(row -> {
                assertThat(row.path("stage").asString()).isEqualTo("output");
                assertThat(row.path("recorded").asString()).isEqualTo("allow");
                assertThat(row.path("decision").asString()).isEqualTo("block");
            });
            assertThat(replay.path("changed").asInt())
                    .isEqualTo(replay.path("rows").size());
        });
        assertThat(say("tell me about papayas")).isEqualTo("echo: tell me about papayas");
    }

    private static void attach(String policy, Map<String, ?> params) {
        admin.put("/api/spm/policies/" + policy, Map.of("params", params)).expect(200);
        admin.put("/api/spm/agents/" + agent + "/policies", Map.of("policy_ids", List.of(policy)))
                .expect(200);
    }

    /** What the person sees last. */
    private static String say(String message) {
        return admin.chat(agent, Map.of("message", message))
                .getLast()
                .path("text")
                .asString();
    }
}
