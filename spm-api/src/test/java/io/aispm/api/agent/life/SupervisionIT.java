package io.aispm.api.agent.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aispm.api.SpmApiTest;
import io.aispm.api.agent.Agent;
import io.aispm.api.agent.AgentException;
import io.aispm.api.agent.Agents;
import io.aispm.api.agent.ScriptedRuntime;
import io.aispm.api.agent.TestAgents;
import io.aispm.api.agent.log.AgentLogs;
import io.aispm.api.agent.log.AgentOutput;
import io.aispm.api.agent.runtime.Sandbox;
import io.aispm.api.agent.setting.StoredSettings;
import io.aispm.api.identity.TestPeople;
import io.aispm.contract.agent.RuntimeState;
import io.aispm.contract.agent.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SpmApiTest
class SupervisionIT {

    private final TenantId tenant = TestPeople.tenant();

    @Autowired
    private Agents agents;

    @Autowired
    private AgentStore store;

    @Autowired
    private Lives lives;

    @Autowired
    private Runs runs;

    @Autowired
    private Launcher launcher;

    @Autowired
    private StoredSettings settings;

    @Autowired
    private AgentLogs logs;

    @Autowired
    private AgentOutput output;

    @Autowired
    private AgentProperties properties;

    @Autowired
    private TestAgents testAgents;

    @Autowired
    private ScriptedRuntime runtime;

    @Test
    void seesACrashAndSaysWhy() {
        var agent = running("crashing");

        runtime.end(sandbox(agent), "killed by signal 9");

        await().atMost(Duration.ofSeconds(5)).until(() -> state(agent) == RuntimeState.CRASHED);
        assertThat(agents.require(tenant, agent.id()).stateReason())
                .contains("killed by signal 9")
                .contains("last words");
    }

    @Test
    void staysCrashedUntilSomebodyStartsIt() {
        var agent = running("crashed");
        runtime.end(sandbox(agent), "exit code 1");
        await().until(() -> state(agent) == RuntimeState.CRASHED);

        runs.start(tenant, agent.id());

        await().until(() -> runtime.starts(agent.id()).size() == 2);
        assertThat(agents.require(tenant, agent.id()).stateReason()).isNull();
    }

    @Test
    void startsAgainAfterACrashWhereThatIsSet() {
        var agent = running("restarting");
        settings.change(tenant, agent.id(), Map.of("restart", "on-failure"), "ada");

        runtime.end(sandbox(agent), "exit code 1");

        await().until(() -> runtime.starts(agent.id()).size() == 2);
    }

    @Test
    void crashesAnAgentWhoseProcessIsRefused() {
        var agent = testAgents.deployed(tenant, "refused", "# refused");

        await().until(() -> state(agent) == RuntimeState.CRASHED);
        assertThat(agents.require(tenant, agent.id()).stateReason()).isEqualTo("There is no room for the sandbox.");
    }

    @Test
    void givesUpOnAnAgentThatIsNeverReady() {
        var agent = spawned("hanging");

        lookLater(runtime, Duration.ofMinutes(1));

        assertThat(state(agent)).isEqualTo(RuntimeState.CRASHED);
        assertThat(agents.require(tenant, agent.id()).stateReason())
                .isEqualTo("The agent did not call aispm.ready() within 30s.");
        assertThat(runtime.running()).doesNotContain(sandbox(agent));
    }

    @Test
    void neverTakesBackAReadyThatHasCome() {
        var agent = running("punctual");

        assertThat(lives.tooLate(sandbox(agent), "too late")).isFalse();

        assertThat(state(agent)).isEqualTo(RuntimeState.RUNNING);
    }

    @Test
    void hearsNoWordAboutAnEarlierStart() {
        var agent = running("renewed");
        var before = sandbox(agent);
        runtime.end(before, "exit code 1");
        await().until(() -> state(agent) == RuntimeState.CRASHED);
        runs.start(tenant, agent.id());
        await().until(() -> runtime.starts(agent.id()).size() == 2);

        lives.crashed(before, "late news");
        lives.stopped(before);

        assertThat(state(agent)).isEqualTo(RuntimeState.STARTING);
    }

    @Test
    void makesOneProcessOfTwoStartsAtOnce() throws InterruptedException {
        var agent = testAgents.stopped(tenant, "doubled");
        var go = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 8; i++) {
                threads.execute(() -> {
                    try {
                        go.await();
                        runs.start(tenant, agent.id());
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            go.countDown();
        }

        await().until(() -> !runtime.starts(agent.id()).isEmpty());
        assertThat(runtime.starts(agent.id())).hasSize(1);
    }

    @Test
    void startsOnceMoreWhenAskedWhileItStops() {
        var agent = running("hasty");
        lives.stop(tenant, agent.id());

        runs.start(tenant, agent.id());

        await().until(() -> runtime.starts(agent.id()).size() == 2);
    }

    @Test
    void marksWhatVanishedWithItsHost() {
        var agent = running("vanished");

        lookLater(new ScriptedRuntime(), Duration.ofSeconds(10));

        assertThat(state(agent)).isEqualTo(RuntimeState.CRASHED);
        assertThat(agents.require(tenant, agent.id()).stateReason()).isEqualTo("The agent's process ended: gone.");
    }

    @Test
    void bringsBackWhatRanWhenThePlatformWasTakenDown() {
        var agent = running("suspended");

        runs.suspendAll();
        assertThat(state(agent)).isEqualTo(RuntimeState.STOPPED);
        runs.resumeAll();

        await().until(() -> runtime.starts(agent.id()).size() == 2);
    }

    @Test
    void doesNotStartWhatIsShutAway() {
        var agent = testAgents.stopped(tenant, "shut");
        runs.quarantine(tenant, agent.id(), "ada");

        assertThatThrownBy(() -> runs.start(tenant, agent.id()))
                .isInstanceOfSatisfying(
                        AgentException.class,
                        refused -> assertThat(refused.code()).isEqualTo("agent_quarantined"));
    }

    /** Looks at all agents as another replica would, some time from now, and leaves them again. */
    private void lookLater(ScriptedRuntime seen, Duration after) {
        var other = new Supervision(
                store, lives, runs, launcher, seen, logs, output, properties, Clock.offset(Clock.systemUTC(), after));
        other.look();
        other.leave();
    }

    private Agent running(String name) {
        var agent = spawned(name);
        runs.ready(tenant, agent.id());
        return agent;
    }

    private Agent spawned(String name) {
        var agent = testAgents.deployed(tenant, name, TestAgents.CODE);
        await().until(() -> store.active().stream()
                .anyMatch(watched ->
                        watched.id().equals(agent.id()) && watched.life().spawnedAt() != null));
        return agent;
    }

    private Sandbox sandbox(Agent agent) {
        return runtime.starts(agent.id()).getLast().sandbox();
    }

    private RuntimeState state(Agent agent) {
        return agents.require(tenant, agent.id()).runtimeState();
    }
}
