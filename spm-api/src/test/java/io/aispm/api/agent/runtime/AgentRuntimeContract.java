package io.aispm.api.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every runtime does, whatever it runs agents in. */
public abstract class AgentRuntimeContract {

    protected static final String IDLE = """
            import asyncio
            print("up")
            async def main():
                await asyncio.Event().wait()
            """;

    protected abstract AgentRuntime runtime();

    /** What the agent needs to know to reach its control plane. */
    protected abstract String controllerUrl();

    @Test
    void findsAMainInCode() {
        assertThat(runtime().validate(code(IDLE))).isInstanceOf(Validation.Valid.class);
    }

    @Test
    void refusesCodeWithoutAMain() {
        assertThat(runtime().validate(code("x = 1\n")))
                .isInstanceOfSatisfying(
                        Validation.Invalid.class,
                        found -> assertThat(found.errors()).containsExactly("No top-level `async def main`"));
    }

    @Test
    void refusesToRunOtherCodeThanWasReviewed() {
        var request = request(IDLE);
        var other = new SpawnRequest(
                request.sandbox(),
                code("print('changed')"),
                request.sha256(),
                request.environment(),
                request.limits(),
                request.tenant(),
                request.revision());

        assertThat(runtime().spawn(other)).isInstanceOf(Launch.Refused.class);
        assertThat(runtime().running()).doesNotContain(request.sandbox());
    }

    @Test
    void preparesCodeThatAsksForNothingWithoutAWord() {
        var told = new ArrayList<String>();

        assertThat(runtime().prepare(code(IDLE), told::add)).isEqualTo(new Preparation.Prepared(List.of()));
        assertThat(told).isEmpty();
    }

    @Test
    void knowsWhatRunsUntilItIsStopped() {
        var sandbox = spawned(IDLE);

        assertThat(runtime().running()).contains(sandbox);
        assertThat(runtime().exited(sandbox)).isEmpty();

        runtime().stop(sandbox, Duration.ofSeconds(10));

        assertThat(runtime().running()).doesNotContain(sandbox);
        assertThat(runtime().exited(sandbox)).isPresent();
    }

    @Test
    void killsAtOnceWithoutGrace() {
        var sandbox = spawned(IDLE);

        runtime().stop(sandbox, Duration.ZERO);
        runtime().stop(sandbox, Duration.ZERO);

        assertThat(runtime().exited(sandbox)).contains(new Exit(137, "killed by signal 9"));
    }

    @Test
    void takesAnUnknownSandboxForGone() {
        var unknown = new Sandbox(new AgentId(UUID.randomUUID()), "s1");

        assertThat(runtime().exited(unknown)).contains(new Exit(255, "gone"));
        assertThat(runtime().logs(unknown.agent(), 10)).isEmpty();
        runtime().stop(unknown, Duration.ofSeconds(1));
        runtime().remove(unknown.agent());
    }

    protected static AgentCode code(String source) {
        return new AgentCode(CodeKind.PYTHON, "agent.py", source.getBytes(StandardCharsets.UTF_8), null);
    }

    protected SpawnRequest request(String source) {
        return request(source, new Limits(256, 1));
    }

    protected SpawnRequest request(String source, Limits limits) {
        var sandbox = new Sandbox(new AgentId(UUID.randomUUID()), "s1");
        var environment = Map.of(
                "AGENT_ID", sandbox.agent().toString(), "MCP_TOKEN", "a-token", "CONTROLLER_URL", controllerUrl());
        var code = code(source);
        return new SpawnRequest(sandbox, code, code.sha256(), environment, limits, TenantId.of("t1"), 1);
    }

    protected Sandbox spawned(String source) {
        return spawned(request(source));
    }

    protected Sandbox spawned(SpawnRequest request) {
        assertThat(runtime().spawn(request)).isEqualTo(new Launch.Started(false));
        return request.sandbox();
    }

    protected Exit ended(Sandbox sandbox) {
        return await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> runtime().exited(sandbox), java.util.Optional::isPresent)
                .orElseThrow();
    }
}
