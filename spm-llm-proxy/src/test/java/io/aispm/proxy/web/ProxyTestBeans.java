package io.aispm.proxy.web;

import io.aispm.contract.call.ApprovalQuestion;
import io.aispm.contract.call.CallContext;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.policy.PolicyDecision;
import io.aispm.contract.policy.PolicyQuestion;
import io.aispm.guard.Guard;
import io.aispm.guard.GuardLimits;
import io.aispm.guard.GuardModel;
import io.aispm.guard.GuardModelException;
import io.aispm.guard.GuardResult;
import io.aispm.guard.TextKind;
import io.aispm.guard.Verdict;
import io.aispm.kit.call.Approvals;
import io.aispm.kit.call.CallAnswer;
import io.aispm.kit.call.CallContexts;
import io.aispm.kit.lineage.LineageProducer;
import io.aispm.kit.policy.PolicyAnswer;
import io.aispm.kit.policy.PolicyEngine;
import io.aispm.proxy.limit.CountedShares;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** What stands in for the rest of the platform. */
@TestConfiguration(proxyBeanMethods = false)
class ProxyTestBeans {

    static final String CONTROL_PLANE_AWAY = "token-of-nobody-who-can-be-asked-about";

    /** The control plane: it knows the tokens it was told. */
    static final class KnownAgents implements CallContexts {

        private final Map<String, CallContext> known = new ConcurrentHashMap<>();

        void knows(String token, CallContext context) {
            known.put(token, context);
        }

        @Override
        public CallAnswer resolve(
                io.aispm.contract.call.CallRequest.Kind kind,
                String token,
                @org.jspecify.annotations.Nullable String traceparent) {
            if (token.equals(CONTROL_PLANE_AWAY)) {
                return new CallAnswer.Unavailable();
            }
            var context = known.get(token);
            return context == null ? new CallAnswer.Unknown() : new CallAnswer.Known(context);
        }
    }

    /** Lineage, kept. */
    static final class KeptLineage implements LineageProducer {

        private final List<LineageEvent> events = new CopyOnWriteArrayList<>();

        @Override
        public void emit(LineageEvent event) {
            events.add(event);
        }

        List<Map<String, @org.jspecify.annotations.Nullable Object>> of(CallContext call, String type) {
            return events.stream()
                    .filter(event -> call.agent().id().equals(event.agentId()))
                    .filter(event -> event.eventType().equals(type))
                    .map(LineageEvent::payload)
                    .toList();
        }

        List<LineageEvent> events() {
            return events;
        }
    }

    /** Policies that do what their id says; one by the id {@code oblige} obliges to its parameters. */
    static final class NamedPolicies implements PolicyEngine {

        private final List<PolicyQuestion> asked = new CopyOnWriteArrayList<>();

        @Override
        public PolicyAnswer decide(PolicyQuestion question) {
            asked.add(question);
            var id = question.linkedPolicies().isEmpty()
                    ? "allow"
                    : question.linkedPolicies().getFirst().id();
            if (id.equals("away")) {
                return new PolicyAnswer.Unavailable("The policy engine did not answer.", null, Duration.ofMillis(1));
            }
            if (id.equals("oblige")) {
                var duties = question.linkedPolicies().getFirst().params();
                return new PolicyAnswer.Decided(
                        PolicyDecision.of("allow", "", List.of(id), duties, "r1"), Duration.ofMillis(1));
            }
            var decision = PolicyDecision.of(id, "because of " + id, List.of(id), Map.of(), "r1");
            return new PolicyAnswer.Decided(decision, Duration.ofMillis(1));
        }

        List<PolicyQuestion> asked() {
            return asked;
        }
    }

    /** A guard's model that knows two words. */
    static final class WordModel implements GuardModel {

        @Override
        public String name() {
            return "words";
        }

        @Override
        public GuardResult judge(TextKind kind, String text) throws GuardModelException {
            if (text.contains("GUARD-AWAY")) {
                throw GuardModelException.unreadable("away");
            }
            var bad = text.contains("ATTACK");
            return new GuardResult(
                    bad ? Verdict.BLOCK : Verdict.ALLOW,
                    bad ? 0.9 : 0.1,
                    bad ? List.of("S15") : List.of(),
                    new TreeMap<>(),
                    List.of(),
                    List.of(),
                    "words",
                    "1",
                    1);
        }
    }

    /** Approvals: given, once somebody gave them; {@code away} where nobody can be asked. */
    static final class GivenApprovals implements Approvals {

        private final Set<String> given = ConcurrentHashMap.newKeySet();
        private final List<ApprovalQuestion> asked = new CopyOnWriteArrayList<>();
        private volatile boolean away;

        @Override
        public Optional<ApprovalQuestion.Ruling> ask(ApprovalQuestion question) {
            asked.add(question);
            return away
                    ? Optional.empty()
                    : Optional.of(new ApprovalQuestion.Ruling(
                            given.remove(question.digest()), "approval-" + question.digest()));
        }

        void gives(String id) {
            given.add(id.substring("approval-".length()));
        }

        void away(boolean isAway) {
            away = isAway;
        }

        List<ApprovalQuestion> asked() {
            return asked;
        }
    }

    @Bean
    GivenApprovals givenApprovals() {
        return new GivenApprovals();
    }

    @Bean
    CountedShares countedShares() {
        return new CountedShares(Clock.systemUTC());
    }

    @Bean
    KnownAgents knownAgents() {
        return new KnownAgents();
    }

    @Bean
    KeptLineage keptLineage() {
        return new KeptLineage();
    }

    @Bean
    NamedPolicies namedPolicies() {
        return new NamedPolicies();
    }

    @Bean
    Guard guard() {
        return new Guard(new WordModel(), GuardLimits.defaults());
    }
}
