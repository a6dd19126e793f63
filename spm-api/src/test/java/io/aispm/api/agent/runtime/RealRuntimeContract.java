package io.aispm.api.agent.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every runtime does that really runs agents: their output, their end, their packages. */
public abstract class RealRuntimeContract extends AgentRuntimeContract {

    protected static final String IDLE_AFTER = """

            import asyncio
            async def main():
                await asyncio.Event().wait()
            """;

    protected final StandInIndex index = new StandInIndex();

    /** Removes what was installed for the code. */
    protected abstract void forgetPackages(AgentCode code) throws RuntimeUnavailableException;

    @Test
    void keepsTheLogAndSeesTheExitWithinFiveSeconds() {
        var sandbox = spawned("""
                import sys
                print("to stdout")
                print("to stderr", file=sys.stderr)
                async def main():
                    raise ValueError("gave up")
                """);

        var exit = await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> runtime().exited(sandbox), found -> found.isPresent());

        assertThat(exit).contains(new Exit(1, "exit code 1"));
        assertThat(runtime().logs(sandbox.agent(), 100))
                .extracting(LogLine::stream, LogLine::text)
                .contains(
                        tuple("stdout", "to stdout"),
                        tuple("stderr", "to stderr"),
                        tuple("stderr", "ValueError: gave up"));
        assertThat(runtime().logs(sandbox.agent(), 1)).hasSize(1);
    }

    @Test
    void letsAnAgentFinishBeforeItIsKilled() {
        var sandbox = spawned("""
                import asyncio
                async def main():
                    print("up")
                    try:
                        await asyncio.Event().wait()
                    finally:
                        print("finished")
                """);
        awaitLine(sandbox, "up");

        runtime().stop(sandbox, Duration.ofSeconds(10));

        assertThat(runtime().exited(sandbox)).contains(new Exit(0, "exit code 0"));
        assertThat(log(sandbox)).contains("finished");
    }

    @Test
    void saysInTheInstallersWordsWhatCannotBeInstalled() {
        var code = new AgentCode(CodeKind.PYTHON, "agent.py", IDLE.getBytes(UTF_8), "nosuchpackage==9\n");

        assertThat(runtime().prepare(code, _ -> {}))
                .isInstanceOfSatisfying(
                        Preparation.Failed.class,
                        failed -> assertThat(failed.sentence())
                                .startsWith("Installing the agent's requirements failed: ")
                                .contains("nosuchpackage==9"));
    }

    @Test
    void installsRequirementsOnceFromTheIndexAndLetsTheAgentImportThem() throws RuntimeUnavailableException {
        index.add("nicepackage", "1.5", "ANSWER = 42");
        var code = new AgentCode(
                CodeKind.PYTHON,
                "agent.py",
                ("import nicepackage\nprint('ANSWER', nicepackage.ANSWER)" + IDLE_AFTER).getBytes(UTF_8),
                "nicepackage>1 # " + UUID.randomUUID() + "\n");
        var told = new ArrayList<String>();

        assertThat(runtime().validate(code).toString()).contains("No module named 'nicepackage'");
        assertThat(runtime().prepare(code, told::add)).isEqualTo(new Preparation.Prepared(List.of()));
        assertThat(runtime().prepare(code, told::add)).isEqualTo(new Preparation.Prepared(List.of()));
        assertThat(told).containsExactly("Installing the agent's requirements.");
        assertThat(runtime().validate(code)).isEqualTo(new Validation.Valid(List.of()));

        var plain = request(IDLE);
        var sandbox = spawned(
                new SpawnRequest(plain.sandbox(), code, code.sha256(), plain.environment(), plain.limits(), Map.of()));
        assertThat(awaitLine(sandbox, "ANSWER")).isEqualTo("ANSWER 42");
        assertThat(index.asked()).contains("/simple/nicepackage/");
        runtime().remove(sandbox.agent());
        forgetPackages(code);
    }

    @Test
    void killsAnAgentThatDoesNotEndInTime() {
        var sandbox = spawned("""
                import signal, time
                signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
                print("up")
                while True:
                    time.sleep(1)
                """);
        awaitLine(sandbox, "up");

        runtime().stop(sandbox, Duration.ofMillis(500));

        assertThat(runtime().exited(sandbox)).contains(new Exit(137, "killed by signal 9"));
    }

    protected String awaitLine(Sandbox sandbox, String beginning) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> log(sandbox).stream()
                                .filter(line -> line.startsWith(beginning))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    protected List<String> log(Sandbox sandbox) {
        return runtime().logs(sandbox.agent(), 1000).stream().map(LogLine::text).toList();
    }
}
