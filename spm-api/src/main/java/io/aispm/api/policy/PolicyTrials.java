package io.aispm.api.policy;

import io.aispm.api.policy.rego.Compilation;
import io.aispm.api.policy.rego.PolicySource;
import io.aispm.api.policy.rego.RegoCompiler;
import io.aispm.api.policy.rego.RegoError;
import io.aispm.api.policy.rego.Trial;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.TraceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Tries policies out without deciding anything. */
@Service
public class PolicyTrials {

    /** Each step is a process of its own, so the first of a long turn must do. */
    private static final int MOST_STEPS = 20;

    private final RegoCompiler compiler;
    private final Policies policies;
    private final RecordedTurns turns;

    PolicyTrials(RegoCompiler compiler, Policies policies, RecordedTurns turns) {
        this.compiler = compiler;
        this.policies = policies;
        this.turns = turns;
    }

    /** All that keeps a text from being a policy; none where it could be one. */
    public List<RegoError> validate(TenantId tenant, String rego) {
        return switch (compiler.compile(tenant, rego)) {
            case Compilation.Sound _ -> List.of();
            case Compilation.Broken(var errors) -> errors;
        };
    }

    /** What the policy alone says of an input, under its own parameters. */
    public Trial simulate(TenantId tenant, PolicyId id, Map<String, @Nullable Object> input) {
        var policy = policies.require(tenant, id);
        return simulate(policy, source(policy), input);
    }

    /** What the policy alone would have said in a recorded turn: of each of its steps, the strongest. */
    public Trial simulate(TenantId tenant, PolicyId id, TraceId trace) {
        var policy = policies.require(tenant, id);
        var questions = turns.questions(tenant, trace);
        if (questions.isEmpty()) {
            throw PolicyException.unknownTurn();
        }
        var source = source(policy);
        var steps = new ArrayList<String>();
        @Nullable Trial strongest = null;
        for (var question : questions.subList(0, Math.min(MOST_STEPS, questions.size()))) {
            var trial = simulate(policy, source, question);
            steps.add("stage " + question.get("stage") + ": " + trial.decision());
            steps.addAll(trial.trace());
            if (strongest == null || trial.winsOver(strongest)) {
                strongest = trial;
            }
        }
        var said = Objects.requireNonNull(strongest, "there is a question");
        return new Trial(said.decision(), said.reason(), List.copyOf(steps));
    }

    private Trial simulate(Policy policy, PolicySource source, Map<String, @Nullable Object> input) {
        var own = new HashMap<String, @Nullable Object>(input);
        own.putIfAbsent("tenant_id", policy.tenant().toString());
        own.put("params", policy.content().params());
        return compiler.simulate(policy.tenant(), source, own);
    }

    private PolicySource source(Policy policy) {
        return switch (compiler.compile(policy.tenant(), policy.content().rego())) {
            case Compilation.Broken(var errors) ->
                throw PolicyException.invalid(
                        errors.stream().map(RegoError::sentence).toList());
            case Compilation.Sound(var source) -> source;
        };
    }
}
