package io.aispm.api.agent.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
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
    void showsTheLogOfTheStartThatRunsAndForgetsTheOneBefore() {
        var first = request("raise SystemExit('ENDED')");
        ended(spawned(first));
        var next = new Sandbox(first.sandbox().agent(), "s2");
        var code = code("print('NEXT')\n" + IDLE);

        spawned(new SpawnRequest(
                next, code, code.sha256(), first.environment(), first.limits(), first.tenant(), first.revision()));

        awaitLine(next, "NEXT");
        await().untilAsserted(
                        () -> assertThat(runtime().exited(first.sandbox())).contains(new Exit(255, "gone")));
        assertThat(runtime().exited(next)).isEmpty();
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
        var sandbox = spawned(new SpawnRequest(
                plain.sandbox(),
                code,
                code.sha256(),
                plain.environment(),
                plain.limits(),
                plain.tenant(),
                plain.revision()));
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

    @Test
    void runsAJarWithItsIdentityAndLetsItFinish() throws IOException {
        var sandbox = spawned(jarRequest(TestJar.withMain("""
                Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("finished")));
                System.out.println("ENV " + String.join(" ", new java.util.TreeSet<>(System.getenv().keySet())));
                System.out.println("HEAP " + Runtime.getRuntime().maxMemory() / 1024 / 1024);
                System.out.println("up");
                Thread.currentThread().join();
                """)));
        awaitLine(sandbox, "up");
        var ordinary = "PATH|HOME|LANG|LC_.*|PWD|TZ|TMPDIR|HOSTNAME|TERM|SHLVL|USER|JAVA_HOME|VIRTUAL_ENV|PYTHON.*";
        var names = awaitLine(sandbox, "ENV").substring(4).split(" ", -1);

        runtime().stop(sandbox, Duration.ofSeconds(10));

        assertThat(names).contains("AGENT_ID", "MCP_TOKEN", "CONTROLLER_URL", "JAVA_HOME");
        assertThat(names).allMatch(name -> name.matches("AGENT_ID|MCP_TOKEN|CONTROLLER_URL|" + ordinary));
        assertThat(Integer.parseInt(awaitLine(sandbox, "HEAP").substring(5))).isBetween(100, 128);
        assertThat(log(sandbox)).contains("finished");
        assertThat(runtime().exited(sandbox)).contains(new Exit(143, "killed by signal 15"));
    }

    @Test
    void seesTheCrashOfAJarAndItsLastLines() throws IOException {
        var thrower = spawned(jarRequest(TestJar.withMain("throw new IllegalStateException(\"gave up\");")));
        var hoarder = spawned(jarRequest(TestJar.withMain("""
                var hoard = new java.util.ArrayList<byte[]>();
                while (true) {
                    hoard.add(new byte[1024 * 1024]);
                }
                """)));

        assertThat(ended(thrower)).isEqualTo(new Exit(1, "exit code 1"));
        assertThat(log(thrower)).anyMatch(line -> line.contains("IllegalStateException: gave up"));
        assertThat(ended(hoarder).code()).isNotZero();
        assertThat(log(hoarder)).anyMatch(line -> line.contains("OutOfMemoryError"));
    }

    @Test
    void saysWhatIsWrongWithAJar() throws IOException {
        assertThat(errors("no zip".getBytes(UTF_8))).containsExactly("The jar can't be read: File is not a zip file");
        assertThat(errors(TestJar.of(Map.of("a.txt", new byte[1]))))
                .singleElement()
                .asString()
                .startsWith("No entry point: the jar names no agent in META-INF/services/io.aispm.sdk.Agent");
        assertThat(errors(TestJar.withMainClass("com.example.Missing", Map.of())))
                .containsExactly(
                        "No entry point: the jar has no class com.example.Missing, which Main-Class in its manifest names");
        assertThat(errors(TestJar.withMainClass("Agent", Map.of("Agent.class", TestJar.ofVersion(80)))))
                .singleElement()
                .asString()
                .startsWith("Agent is compiled for Java 36 (class file version 80); agents run on Java 25");
        assertThat(errors(TestJar.withoutMain()))
                .containsExactly("No entry point: Agent is no io.aispm.sdk.Agent and has no main method");
    }

    @Test
    void takesAJarAndWarnsOfOneThatDoesNotLoad() throws IOException {
        assertThat(runtime().validate(jar(TestJar.withMain("System.exit(3);"))))
                .isEqualTo(new Validation.Valid(List.of()));
        assertThat(runtime().validate(jar(TestJar.withoutItsParent())))
                .isEqualTo(new Validation.Valid(List.of("Loading failed: java.lang.NoClassDefFoundError: Parent")));
    }

    private List<String> errors(byte[] jar) {
        return runtime().validate(jar(jar)) instanceof Validation.Invalid(var errors) ? errors : List.of();
    }

    private static AgentCode jar(byte[] content) {
        return new AgentCode(CodeKind.JAVA, "agent.jar", content, null);
    }

    private SpawnRequest jarRequest(byte[] content) {
        var plain = request(IDLE, new Limits(256, 1));
        var code = jar(content);
        return new SpawnRequest(
                plain.sandbox(),
                code,
                code.sha256(),
                plain.environment(),
                plain.limits(),
                plain.tenant(),
                plain.revision());
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
