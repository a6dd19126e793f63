package io.aispm.api.policy;

import io.aispm.api.policy.bundle.ModuleStore;
import io.aispm.api.policy.rego.Compilation;
import io.aispm.api.policy.rego.PolicySource;
import io.aispm.api.policy.rego.RegoCompiler;
import io.aispm.api.policy.rego.RegoError;
import io.aispm.api.policy.rego.Replayer;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.policy.LinkedPolicy;
import io.aispm.contract.policy.PolicyMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Shadow replay: what a policy would have changed in turns that are over, were it enforced for their agents beside all that is
 * attached to them. Nothing is decided or recorded by it.
 */
@Service
public class PolicyReplays {

    private final Policies policies;
    private final RecordedTurns turns;
    private final ModuleStore modules;
    private final RegoCompiler compiler;
    private final Replayer replayer;

    PolicyReplays(
            Policies policies, RecordedTurns turns, ModuleStore modules, RegoCompiler compiler, Replayer replayer) {
        this.policies = policies;
        this.turns = turns;
        this.modules = modules;
        this.compiler = compiler;
        this.replayer = replayer;
    }

    /** Decides a page of turns once more. */
    public Replay run(TenantId tenant, PolicyId id, Replay.Wish wish) {
        var content = content(tenant, policies.require(tenant, id), wish);
        var draft = compiled(tenant, id, content.rego());
        var page = turns.newest(tenant, wish.agent(), wish.limit(), wish.cursor());
        var asked = page.questions().stream()
                .map(question -> under(question, id, content.params()))
                .toList();
        return report(page, replayer.decide(tenant, draft, linked(tenant), asked));
    }

    private PolicyContent content(TenantId tenant, Policy policy, Replay.Wish wish) {
        var version = wish.version();
        var kept = version == null
                ? policy.content()
                : policies.versions(tenant, policy.id()).stream()
                        .filter(one -> one.version() == version)
                        .findFirst()
                        .orElseThrow(() -> PolicyException.unknownVersion(version))
                        .content();
        return kept.with(new PolicyChange(null, null, null, wish.rego(), wish.params(), null, null));
    }

    private PolicySource compiled(TenantId tenant, PolicyId id, String rego) {
        return switch (compiler.compile(tenant, rego)) {
            case Compilation.Broken(var errors) ->
                throw PolicyException.invalid(
                        errors.stream().map(RegoError::sentence).toList());
            case Compilation.Sound(var source) -> {
                if (!source.id().equals(id)) {
                    throw PolicyException.invalid(
                            List.of("The package of `rego` must be `aispm.policies." + id + "`."));
                }
                yield source;
            }
        };
    }

    private List<Replayer.Linked> linked(TenantId tenant) {
        return modules.of(tenant).stream()
                .map(module -> new Replayer.Linked(module.policy().value(), module.version(), module.rego()))
                .toList();
    }

    private static Map<String, @Nullable Object> under(
            RecordedQuestion question, PolicyId id, Map<String, @Nullable Object> params) {
        var linked = new ArrayList<Object>();
        if (question.input().get("linked_policies") instanceof List<?> attached) {
            attached.stream()
                    .filter(one ->
                            !(one instanceof LinkedPolicy policy && policy.id().equals(id.value())))
                    .forEach(linked::add);
        }
        linked.add(new LinkedPolicy(id.value(), Replayer.DRAFT, PolicyMode.ENFORCED, params));
        var input = new LinkedHashMap<String, @Nullable Object>(question.input());
        input.put("linked_policies", linked);
        return input;
    }

    private static Replay report(RecordedTurns.Turns page, List<Replayer.Answer> answers) {
        var decisions = new TreeMap<String, Integer>();
        var rows = new ArrayList<Replay.Row>();
        var unavailable = 0;
        for (var index = 0; index < answers.size(); index++) {
            var question = page.questions().get(index);
            var answer = answers.get(index);
            decisions.merge(answer.decision(), 1, Integer::sum);
            unavailable += answer.unavailable() ? 1 : 0;
            if (question.decision() != null && !question.decision().equals(answer.decision())) {
                rows.add(new Replay.Row(
                        question.trace().toString(),
                        question.at(),
                        question.agent(),
                        question.stage().toString(),
                        question.decision(),
                        answer.decision(),
                        answer.reason()));
            }
        }
        return new Replay(
                page.count(),
                answers.size(),
                rows.size(),
                unavailable,
                decisions,
                List.copyOf(rows.reversed()),
                page.next());
    }
}
