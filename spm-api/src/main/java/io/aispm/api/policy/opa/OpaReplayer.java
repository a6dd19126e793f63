package io.aispm.api.policy.opa;

import io.aispm.api.policy.PolicyException;
import io.aispm.api.policy.rego.PlatformRego;
import io.aispm.api.policy.rego.PolicySource;
import io.aispm.api.policy.rego.Replayer;
import io.aispm.contract.agent.TenantId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decides with OPA's own program as a child process: one evaluation for all questions, halved where one of them fails, since
 * an error ends the whole evaluation.
 */
@Component
class OpaReplayer implements Replayer {

    private static final Logger log = LoggerFactory.getLogger(OpaReplayer.class);

    /** A draft that fails everywhere is known to do so by then. */
    private static final int MOST_RUNS = 24;

    private static final String QUERY = "decided := [answer | some question in data.replay.questions;"
            + " answer := data.spm[question.stage].allow with input as question]";

    private final OpaProcess opa;
    private final PlatformRego platform;
    private final JsonMapper json;

    OpaReplayer(OpaBinaryProperties properties, PlatformRego platform, JsonMapper json) {
        this.opa = new OpaProcess(properties.opaBinary(), properties.compileTimeout());
        this.platform = platform;
        this.json = json;
    }

    @Override
    public List<Answer> decide(
            TenantId tenant, PolicySource draft, List<Linked> modules, List<Map<String, @Nullable Object>> questions) {
        if (questions.isEmpty()) {
            return List.of();
        }
        var loaded = new TreeMap<String, Map<String, Boolean>>();
        var files = new HashMap<String, String>();
        platform.base().forEach((name, rego) -> files.put("base/" + name, rego));
        for (var module : modules) {
            files.put("policies/" + module.policy() + "/v" + module.version() + ".rego", module.rego());
            loaded.computeIfAbsent(module.policy(), _ -> new TreeMap<>()).put("v" + module.version(), true);
        }
        files.put("policies/" + draft.id() + "/v" + DRAFT + ".rego", draft.moved(tenant, DRAFT));
        loaded.computeIfAbsent(draft.id().value(), _ -> new TreeMap<>()).put("v" + DRAFT, true);
        return new Run(files, Map.of(tenant.toString(), loaded)).decide(questions);
    }

    /** One replay. */
    private final class Run {

        private final Map<String, String> files;
        private final Map<String, ?> loaded;
        private int runs;

        private Run(Map<String, String> files, Map<String, ?> loaded) {
            this.files = files;
            this.loaded = loaded;
        }

        private List<Answer> decide(List<Map<String, @Nullable Object>> questions) {
            var report = evaluate(questions);
            var answers = report.path("result").path(0).path("bindings").path("decided");
            if (!answers.isArray() || answers.size() != questions.size()) {
                return apart(questions, report);
            }
            var told = new ArrayList<Answer>();
            for (var answer : answers) {
                told.add(new Answer(
                        answer.path("decision").asString("block"),
                        answer.path("reason").asString(""),
                        answer.has("unavailable")));
            }
            return told;
        }

        private List<Answer> apart(List<Map<String, @Nullable Object>> questions, JsonNode report) {
            if (questions.size() == 1 || runs >= MOST_RUNS) {
                var failed = new Answer("block", "policy_unavailable: " + failure(report), true);
                return questions.stream().map(_ -> failed).toList();
            }
            var half = questions.size() / 2;
            var all = new ArrayList<>(decide(questions.subList(0, half)));
            all.addAll(decide(questions.subList(half, questions.size())));
            return all;
        }

        private JsonNode evaluate(List<Map<String, @Nullable Object>> questions) {
            runs++;
            var data = Map.of(
                    "spm", Map.of("bundle", Map.of("revision", "replay"), "loaded", loaded),
                    "replay", Map.of("questions", questions));
            try {
                var all = new HashMap<>(files);
                all.put("data.json", json.writeValueAsString(data));
                var run = opa.run(
                        all,
                        List.of(
                                "eval",
                                "--format",
                                "json",
                                "--strict-builtin-errors",
                                "--data",
                                "base",
                                "--data",
                                "policies",
                                "--data",
                                "data.json",
                                QUERY));
                return json.readTree(run.text());
            } catch (IOException | JacksonException failed) {
                log.atError().setCause(failed).log("OPA could not be run over recorded turns");
                throw PolicyException.noCompiler();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw PolicyException.noCompiler();
            }
        }

        private static String failure(JsonNode report) {
            return report.path("errors")
                    .path(0)
                    .path("message")
                    .asString("it failed")
                    .lines()
                    .findFirst()
                    .orElse("it failed");
        }
    }
}
