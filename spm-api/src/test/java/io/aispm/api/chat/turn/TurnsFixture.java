package io.aispm.api.chat.turn;

import static org.awaitility.Awaitility.await;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.AgentReply;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.chat.UserMessage;
import io.aispm.contract.lineage.ControlEvent;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.lineage.TraceId;
import io.aispm.contract.policy.LinkedPolicy;
import io.aispm.contract.policy.PolicyDecision;
import io.aispm.contract.policy.PolicyMode;
import io.aispm.contract.policy.PolicyQuestion;
import io.aispm.contract.policy.Stage;
import io.aispm.guard.Guard;
import io.aispm.guard.GuardLimits;
import io.aispm.guard.GuardSettings;
import io.aispm.guard.Verdict;
import io.aispm.kit.id.Ids;
import io.aispm.kit.lineage.ControlChannel;
import io.aispm.kit.lineage.LineageEvents;
import io.aispm.kit.policy.PolicyAnswer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.util.unit.DataSize;

/** Turns among fakes: a guard that knows words, a policy engine that is told, an agent that is scripted. */
final class TurnsFixture {

    private static final LinkedPolicy LINKED = new LinkedPolicy("p1", 1, PolicyMode.ENFORCED, Map.of());

    private final TenantId tenant = new TenantId("t1");
    private final PolicyQuestion.Subject subject =
            new PolicyQuestion.Subject(new AgentId(UUID.randomUUID()), "echo", "custom", "low", null, null);
    private final Ids ids = new Ids();
    private final Clock clock = Clock.systemUTC();
    private final ChatProperties properties;

    private final List<LineageEvent> lineage = new CopyOnWriteArrayList<>();
    private final List<String> steps = new CopyOnWriteArrayList<>();
    private final List<String> kept = new CopyOnWriteArrayList<>();
    private final List<PolicyQuestion> questions = new CopyOnWriteArrayList<>();
    private final List<UserMessage> sent = new CopyOnWriteArrayList<>();
    private final Map<Stage, PolicyAnswer> answers = new EnumMap<>(Stage.class);
    private final WordGuard words = new WordGuard();
    private final Inboxes inboxes;
    private final Out out = new Out();
    private final HeldApprovals approvals = new HeldApprovals();
    private final PromptGate gate;
    private final Turns turns;

    private BiConsumer<UserMessage, Out> agent = (_, _) -> {};
    private List<String> accepted = List.of();
    private GuardSettings settings = GuardSettings.none();
    private boolean databaseAway;
    private boolean kafkaAway;
    private int readerPatience = Integer.MAX_VALUE;
    private int pings;
    private int counted;
    private @Nullable TraceId lastTrace;

    TurnsFixture(Duration replyTimeout) {
        var tick = Duration.ofMillis(20);
        properties = new ChatProperties(replyTimeout, tick, tick, DataSize.ofKilobytes(64), 200_000, 600, 60);
        inboxes = new Inboxes(clock, properties);
        var limits = new GuardLimits(0.6, 8, Duration.ofSeconds(1));
        var guard = new Guard(words, limits);
        var questioner = new PolicyQuestions(clock);
        var journal = new TurnJournal(lineage::add, new LineageEvents(ids, clock, "spm-api"), new Quiet());
        var store = new Store();
        var stages = new TurnStages(new SimpleMeterRegistry());
        gate = new PromptGate(
                guard, this::decide, this::count, questioner, store, journal, new TurnApprovals(approvals), stages);
        this.turns = new Turns(
                gate,
                guard,
                this::decide,
                questioner,
                store,
                journal,
                inboxes,
                new FakeRelay(),
                new TurnApprovals(approvals),
                stages,
                properties,
                ids,
                clock);
    }

    List<Frame> take(String text) {
        return begin(text, new SessionId(UUID.randomUUID())).frames();
    }

    Begun begin(String text, SessionId session) {
        var trace = TraceId.from(ids.next());
        lastTrace = trace;
        var person = new PolicyQuestion.Person("ada", List.of("spm:user"), List.of());
        var turn = new Turn(tenant, subject, person, session, trace, 1, text, List.of(LINKED), settings);
        var reading = gate.begin(session, text, settings);
        var reader = new Frames();
        return new Begun(Thread.ofVirtual().start(() -> turns.take(turn, reading, reader)), reader);
    }

    void agentSays(BiConsumer<UserMessage, Out> script) {
        agent = script;
    }

    void guardFinds(String word, double score, String... categories) {
        words.finds(word, score, categories);
    }

    void personApproves() {
        approvals.approved = true;
    }

    /** The replies that are withheld. */
    List<String> withheld() {
        return approvals.withheld;
    }

    void guardIsAway() {
        words.isAway();
    }

    void policySays(Stage stage, PolicyAnswer answer) {
        answers.put(stage, answer);
    }

    void kafkaIsAway() {
        kafkaAway = true;
    }

    void databaseIsAway() {
        databaseAway = true;
    }

    void readerLeavesAfter(int frames) {
        readerPatience = frames;
    }

    void blockScore(double score) {
        settings = GuardSettings.of(Map.of("block_score", score), null);
    }

    void accepted(String... before) {
        accepted = List.of(before);
    }

    AgentId agent() {
        return subject.id();
    }

    Relay relay() {
        return new FakeRelay();
    }

    Out out() {
        return out;
    }

    UserMessage sent() {
        return sent.getLast();
    }

    UserMessage awaitSent(String text) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> sent.stream().anyMatch(message -> message.text().equals(text)));
        return sent.stream()
                .filter(message -> message.text().equals(text))
                .findFirst()
                .orElseThrow();
    }

    List<String> steps() {
        return steps;
    }

    List<String> kept() {
        return kept;
    }

    List<LineageEvent> lineage() {
        return lineage;
    }

    List<PolicyQuestion> questions() {
        return questions;
    }

    int pings() {
        return pings;
    }

    @Nullable TraceId lastTrace() {
        return lastTrace;
    }

    private boolean count(TenantId of, AgentId agentId, Stage stage, double perMinute) {
        return ++counted <= perMinute;
    }

    private PolicyAnswer decide(PolicyQuestion question) {
        questions.add(question);
        var allowed = PolicyDecision.of("allow", "", List.of(), Map.of(), "r1");
        return answers.getOrDefault(question.stage(), new PolicyAnswer.Decided(allowed, Duration.ofMillis(1)));
    }

    /** A turn under way. */
    record Begun(Thread thread, Frames reader) {

        void awaitFrame(Class<? extends Frame> kind) {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> reader.shown.stream().anyMatch(kind::isInstance));
        }

        List<Frame> frames() {
            try {
                thread.join();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return reader.shown;
        }
    }

    /** What the agent can say. */
    final class Out {

        Inboxes inboxes() {
            return inboxes;
        }

        void whole(UserMessage message, String text) {
            inboxes.deliver(
                    agent(), new AgentReply.Whole(message.sessionId(), text, clock.instant(), message.traceId()));
        }

        void delta(UserMessage message, int index, String text) {
            inboxes.deliver(
                    agent(),
                    new AgentReply.Delta(message.sessionId(), message.traceId(), "s1", text, index, clock.instant()));
        }

        void done(UserMessage message) {
            done(message, "stop");
        }

        void done(UserMessage message, String reason) {
            inboxes.deliver(
                    agent(),
                    new AgentReply.Done(message.sessionId(), message.traceId(), "s1", null, reason, clock.instant()));
        }
    }

    private final class Frames implements Reader {

        private final List<Frame> shown = new CopyOnWriteArrayList<>();

        @Override
        public void show(Frame frame) {
            leaveIfImpatient();
            shown.add(frame);
        }

        @Override
        public void ping() {
            leaveIfImpatient();
            pings++;
        }

        private void leaveIfImpatient() {
            if (shown.size() >= readerPatience) {
                throw new ReaderGoneException(new IOException("gone"));
            }
        }
    }

    private final class FakeRelay implements Relay {

        @Override
        public void listen(TenantId tenantId, AgentId agentId) {
            steps.add("listen");
            if (kafkaAway) {
                throw new RelayException(new IOException("no broker"));
            }
        }

        @Override
        public void leave(TenantId tenantId, AgentId agentId) {
            steps.add("leave");
        }

        @Override
        public void send(TenantId tenantId, AgentId agentId, UserMessage message, Runnable failed) {
            steps.add("send");
            sent.add(message);
            agent.accept(message, out);
        }

        @Override
        public void forget(TenantId tenantId, AgentId agentId) {
            steps.add("forget");
        }

        @Override
        public boolean available() {
            return !kafkaAway;
        }
    }

    private final class Store implements TurnStore {

        @Override
        public List<String> accepted(SessionId session, int most) {
            return accepted;
        }

        @Override
        public void keepPrompt(Turn turn, String text, Verdict verdict) {
            if (databaseAway) {
                throw new DataAccessResourceFailureException("no database");
            }
            kept.add(text);
            steps.add("keep user " + verdict);
        }

        @Override
        public void keepReply(Turn turn, String text, Verdict verdict) {
            kept.add(text);
            steps.add("keep agent " + verdict);
        }

        @Override
        public void close(Turn turn) {
            steps.add("close");
        }
    }

    private static final class Quiet implements ControlChannel {

        @Override
        public void publish(ControlEvent event) {}

        @Override
        public void subscribe(Consumer<ControlEvent> listener) {}
    }
}
