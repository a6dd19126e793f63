package io.aispm.api.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The runtime with real sandboxes, looked at from inside and from outside. */
class BubblewrapRuntimeIT extends AgentRuntimeContract {

    private static final String IDLE_AFTER = """

            import asyncio
            async def main():
                await asyncio.Event().wait()
            """;

    private Path root;
    private StandInController controller;
    private SocketGate gate;
    private BubblewrapRuntime runtime;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        // Sockets need a short path.
        root = Files.createTempDirectory("aispm-it");
        controller = new StandInController();
        restart();
    }

    /** As a control plane that starts again does: nothing is kept but what is on disk. */
    private void restart() throws IOException, InterruptedException {
        var url = URI.create(controller.url());
        var properties =
                new RuntimeProperties(AgentPython.executable(), root, url, url, url, "127.0.0.1:" + controller.port());
        var folder = new RunFolder(root);
        folder.prepare();
        var targets = GateTarget.of(properties);
        gate = new SocketGate(folder.gate(), targets);
        gate.start();
        runtime = new BubblewrapRuntime(folder, targets, new BubblewrapHost(properties, folder, targets));
    }

    @AfterEach
    void close() throws IOException {
        runtime.running().forEach(sandbox -> runtime.stop(sandbox, Duration.ZERO));
        gate.close();
        controller.close();
        RunFolder.delete(root);
    }

    @Override
    AgentRuntime runtime() {
        return runtime;
    }

    @Override
    String controllerUrl() {
        return controller.url();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x = (                                           | Syntax error in line 1: '(' was never closed
            import nothing                                  | No top-level `async def main`
            """)
    void namesWhatIsWrongWithCode(String source, String error) {
        assertThat(runtime.validate(code(source))).isEqualTo(new Validation.Invalid(List.of(error)));
    }

    @Test
    void warnsOfAFailingImportAndRunsItWithoutANetworkOrAnIdentity() {
        var source = """
                import os, socket
                reached = [n for n in ("AGENT_ID", "MCP_TOKEN") if n in os.environ]
                try:
                    socket.create_connection(("127.0.0.1", %d), 1)
                    reached.append("network")
                except OSError:
                    pass
                raise RuntimeError(reached)
                async def main(): ...
                """.formatted(controller.port());

        assertThat(runtime.validate(code(source)))
                .isEqualTo(new Validation.Valid(List.of("Import failed: RuntimeError: [] (line 8)")));
    }

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
                .until(() -> runtime.exited(sandbox), found -> found.isPresent());

        assertThat(exit).contains(new Exit(1, "exit code 1"));
        assertThat(runtime.logs(sandbox.agent(), 100))
                .extracting(LogLine::stream, LogLine::text)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("stdout", "to stdout"),
                        org.assertj.core.groups.Tuple.tuple("stderr", "to stderr"),
                        org.assertj.core.groups.Tuple.tuple("stderr", "ValueError: gave up"));
        assertThat(runtime.logs(sandbox.agent(), 1)).hasSize(1);
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

        runtime.stop(sandbox, Duration.ofSeconds(10));

        assertThat(runtime.exited(sandbox)).contains(new Exit(0, "exit code 0"));
        assertThat(log(sandbox)).contains("finished");
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

        runtime.stop(sandbox, Duration.ofMillis(500));

        assertThat(runtime.exited(sandbox)).contains(new Exit(137, "killed by signal 9"));
    }

    @Test
    void letsAMemoryBombDieAlone() {
        var neighbour = spawned(IDLE);
        var bomb = spawned(request("""
                hoard = []
                while True:
                    hoard.append(bytearray(b"x" * 1048576))
                """, new Limits(128, 1)));

        assertThat(ended(bomb).reason()).matches("out of memory \\(limit 128 MiB\\)|exit code 1");
        assertThat(runtime.exited(neighbour)).isEmpty();
    }

    @Test
    void givesTheAgentItsIdentityAndOrdinaryVariablesOnly() {
        var sandbox = spawned("import os\nprint('ENV', *sorted(os.environ))" + IDLE_AFTER);

        var ordinary = "PATH|HOME|LANG|LC_.*|PWD|TZ|TMPDIR|HOSTNAME|TERM|SHLVL|USER|PYTHON.*";
        var names = awaitLine(sandbox, "ENV").substring(4).split(" ", -1);

        assertThat(names).contains("AGENT_ID", "MCP_TOKEN", "CONTROLLER_URL");
        assertThat(names).allMatch(name -> name.matches("AGENT_ID|MCP_TOKEN|CONTROLLER_URL|" + ordinary));
    }

    @Test
    void showsNothingOfTheHost() {
        var home = System.getProperty("user.home");
        var project = Path.of("").toAbsolutePath();
        var sandbox = spawned("""
                import os
                print("SEEN", *[p for p in (%s) if os.path.lexists(p)])
                print("ROOT", *sorted(os.listdir("/")))
                """.formatted(List.of(
                                home,
                                project.toString(),
                                project.resolveSibling("docs").toString(),
                                root.toString(),
                                "/home")
                        .stream()
                        .map(path -> "'" + path + "'")
                        .collect(Collectors.joining(",")))
                + IDLE_AFTER);

        assertThat(awaitLine(sandbox, "SEEN").strip()).isEqualTo("SEEN");
        assertThat(awaitLine(sandbox, "ROOT").split(" ", -1))
                .isSubsetOf(
                        "ROOT", "agent", "bin", "dev", "etc", "lib", "lib32", "lib64", "opt", "proc", "run", "sbin",
                        "tmp", "usr");
    }

    @Test
    void givesTheAgentNoPowers() {
        var sandbox = spawned("""
                import ctypes, os, subprocess
                status = dict(l.split(":\\t", 1) for l in open("/proc/self/status").read().splitlines() if ":\\t" in l)
                print("CAPS", status["CapEff"], status["CapBnd"], status["NoNewPrivs"], os.getuid())
                def writable(path):
                    try:
                        open(path, "w").close()
                        return True
                    except OSError:
                        return False
                places = ["/x", "/etc/x", "/usr/x", "/opt/aispm/x", "/agent/agent.py", "/run/x", "/run/gate/x", "/dev/x"]
                places.append("/proc/sys/kernel/core_pattern")
                print("WRITES", *[p for p in places if writable(p)])
                print("TMP", writable("/tmp/x"))
                libc = ctypes.CDLL(None, use_errno=True)
                print("USERNS", libc.unshare(0x10000000))
                """ + IDLE_AFTER);

        assertThat(awaitLine(sandbox, "CAPS")).isEqualTo("CAPS 0000000000000000 0000000000000000 1 1000");
        assertThat(awaitLine(sandbox, "WRITES").strip()).isEqualTo("WRITES");
        assertThat(awaitLine(sandbox, "TMP")).isEqualTo("TMP True");
        assertThat(awaitLine(sandbox, "USERNS")).isEqualTo("USERNS -1");
    }

    @Test
    void reachesTheGatedPortAndNoOther() throws IOException {
        try (var other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var sandbox = spawned("""
                    import httpx, socket
                    print("GATED", httpx.get("http://127.0.0.1:%d/x").status_code)
                    for host in ("127.0.0.1", "169.254.169.254", "192.0.2.1"):
                        try:
                            socket.create_connection((host, %d), 2)
                            print("REACHED", host)
                        except OSError as refused:
                            print("REFUSED", host)
                    print("DONE")
                    """.formatted(controller.port(), other.getLocalPort()) + IDLE_AFTER);

            awaitLine(sandbox, "DONE");
            assertThat(log(sandbox)).contains("GATED 200").noneMatch(line -> line.startsWith("REACHED"));
        }
    }

    @Test
    void survivesAControlPlaneThatStartsAgain() throws IOException, InterruptedException {
        var sandbox = spawned("""
                import asyncio, httpx
                async def main():
                    async with httpx.AsyncClient(timeout=2) as client:
                        for turn in range(2000):
                            try:
                                await client.get("%s")
                                print("reached in turn", turn)
                            except httpx.HTTPError:
                                print("away in turn", turn)
                            await asyncio.sleep(0.05)
                """.formatted(controller.url()));
        awaitLine(sandbox, "reached");
        gate.close();
        awaitLine(sandbox, "away");

        restart();

        assertThat(runtime.running()).containsExactly(sandbox);
        var before = runtime.logs(sandbox.agent(), 1).getFirst();
        await().until(() -> runtime.logs(sandbox.agent(), 1000).stream()
                .anyMatch(line -> line.ts().isAfter(before.ts()) && line.text().startsWith("reached")));
        runtime.stop(sandbox, Duration.ofSeconds(10));
        assertThat(runtime.exited(sandbox)).contains(new Exit(0, "exit code 0"));
    }

    @Test
    void leavesNothingOfARemovedAgent() throws IOException {
        var sandbox = spawned(IDLE);
        awaitLine(sandbox, "up");

        runtime.remove(sandbox.agent());

        assertThat(runtime.running()).isEmpty();
        try (var left = Files.walk(root)) {
            assertThat(left.map(Path::toString))
                    .noneMatch(path -> path.contains(sandbox.agent().toString()));
        }
        try (var groups = Files.list(Path.of("/sys/fs/cgroup"))) {
            assertThat(groups.map(Path::toString))
                    .noneMatch(path -> path.contains(sandbox.agent().toString()));
        }
    }

    private String awaitLine(Sandbox sandbox, String beginning) {
        return await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> log(sandbox).stream()
                                .filter(line -> Pattern.compile("^" + beginning)
                                        .matcher(line)
                                        .find())
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private List<String> log(Sandbox sandbox) {
        return runtime.logs(sandbox.agent(), 1000).stream().map(LogLine::text).toList();
    }
}
