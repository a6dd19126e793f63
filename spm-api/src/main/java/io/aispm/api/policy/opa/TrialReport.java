package io.aispm.api.policy.opa;

import io.aispm.api.policy.rego.Trial;
import io.aispm.contract.policy.PolicyDecision.Outcome;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads what {@code opa eval} reports of one policy and one input. */
final class TrialReport {

    private static final int LONGEST_TRACE = 500;

    private final JsonNode report;
    private final List<String> lines;

    private TrialReport(JsonNode report, String rego) {
        this.report = report;
        this.lines = rego.lines().toList();
    }

    static Trial read(JsonNode report, String rego) {
        return new TrialReport(report, rego).trial();
    }

    private Trial trial() {
        if (!report.path("errors").isEmpty()) {
            var error = report.path("errors").path(0);
            var sentence = "Line %d: %s."
                    .formatted(error.path("location").path("row").asInt(1), firstLine(error.path("message")));
            return new Trial(Outcome.BLOCK, "policy_unavailable: " + sentence, trace());
        }
        var opinions = opinions();
        if (opinions.isEmpty()) {
            return new Trial(Outcome.ALLOW, "The policy has no opinion on this.", trace());
        }
        if (opinions.stream().allMatch(TrialReport::onlyObliges)) {
            return new Trial(Outcome.ALLOW, "The policy obliges, and has no other opinion on this.", trace());
        }
        for (var outcome : Trial.STRONGEST_FIRST) {
            var reasons = opinions.stream()
                    .filter(opinion -> !onlyObliges(opinion))
                    .filter(opinion -> Outcome.of(opinion.path("decision").asString("")) == outcome)
                    .map(opinion -> opinion.path("reason").asString(""))
                    .toList();
            if (!reasons.isEmpty()) {
                return new Trial(
                        outcome,
                        String.join(
                                "; ",
                                reasons.stream()
                                        .filter(reason -> !reason.isEmpty())
                                        .toList()),
                        trace());
            }
        }
        throw new IllegalStateException("every outcome has its place");
    }

    private static boolean onlyObliges(JsonNode opinion) {
        return opinion.path("decision").asString("").equals("oblige");
    }

    private List<JsonNode> opinions() {
        var decision = report.path("result").path(0).path("bindings").path("decision");
        if (decision.isArray()) {
            var all = new ArrayList<JsonNode>();
            decision.forEach(all::add);
            return all;
        }
        return decision.isMissingNode() ? List.of() : List.of(decision);
    }

    /** Each step as its name and the line of the policy that it stands for. */
    private List<String> trace() {
        var steps = new ArrayList<String>();
        for (JsonNode step : report.path("explanation")) {
            var line = step.path("Location").path("row").asInt(0);
            var own = step.path("Location").path("file").asString("").endsWith(".rego");
            if (own && line > 0 && line <= lines.size() && steps.size() < LONGEST_TRACE) {
                steps.add("%s line %d: %s"
                        .formatted(
                                step.path("Op").asString(""),
                                line,
                                lines.get(line - 1).strip()));
            }
        }
        return List.copyOf(steps);
    }

    private static String firstLine(JsonNode message) {
        return message.asString("it failed").lines().findFirst().orElse("it failed");
    }
}
