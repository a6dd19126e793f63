package io.aispm.api.agent.runtime.bubblewrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.api.agent.runtime.AgentCode;
import io.aispm.api.agent.runtime.AgentRuntime;
import io.aispm.api.agent.runtime.CodeKind;
import io.aispm.api.agent.runtime.Exit;
import io.aispm.api.agent.runtime.Launch;
import io.aispm.api.agent.runtime.Limits;
import io.aispm.api.agent.runtime.Preparation;
import io.aispm.api.agent.runtime.RealRuntimeContract;
import io.aispm.api.agent.runtime.RuntimeProperties;
import io.aispm.api.agent.runtime.Sandbox;
import io.aispm.api.agent.runtime.SpawnRequest;
import io.aispm.api.agent.runtime.StandInController;
import io.aispm.api.agent.runtime.Validation;
import io.aispm.api.agent.runtime.gate.GateTarget;
import io.aispm.api.agent.runtime.gate.IndexGate;
import io.aispm.api.agent.runtime.gate.SocketGate;
import io.aispm.api.agent.runtime.packages.Frameworks;
import io.aispm.api.agent.runtime.packages.PackageIndex;
import io.aispm.testkit.AgentPython;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

/** The runtime with real sandboxes, looked at from inside and from outside. */
class BubblewrapRuntimeIT extends RealRuntimeContract {

    private static final RuntimeProperties.Packages PACKAGES =
            new RuntimeProperties.Packages(Duration.ofMinutes(2), DataSize.ofMegabytes(64), List.of());

    private Path root;
    private StandInController controller;
    private SocketGate gate;
    private IndexGate indexGate;
    private WaitingSandboxes waiting;
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
        var properties = new RuntimeProperties(
                AgentPython.executable(),
                "",
                root,
                url,
                url,
                url,
                "127.0.0.1:" + controller.port(),
                1,
                null,
                PACKAGES,
                new RuntimeProperties.Docker(URI.create("unix:///none"), "", "", "", "", "", null));
        var folder = new RunFolder(root);
        folder.prepare();
        var targets = GateTarget.of(properties);
        gate = new SocketGate(folder.gate(), targets);
        gate.start();
        var packageIndex = PackageIndex.parse("global.index-url='" + index.url() + "'", List.of());
        indexGate = new IndexGate(folder.index().resolve("index.sock"), packageIndex.addresses());
        indexGate.start();
        var host = new BubblewrapHost(properties, folder, targets);
        waiting = new WaitingSandboxes(folder, targets, host, properties.warmSandboxes());
        var packages = new PackageFolders(folder, host, Frameworks.of(null), packageIndex, PACKAGES, Clock.systemUTC());
        runtime = new BubblewrapRuntime(folder, host, packages, waiting);
    }

    @AfterEach
    void close() throws IOException {
        waiting.close();
        runtime.running().forEach(sandbox -> runtime.stop(sandbox, Duration.ZERO));
        gate.close();
        indexGate.close();
        index.close();
        controller.close();
        RunFolder.delete(root);
    }

    @Override
    protected AgentRuntime runtime() {
        return runtime;
    }

    @Override
    protected String controllerUrl() {
        return controller.url();
    }

    @Override
    protected void forgetPackages(AgentCode code) {
        // They lie in the folder that goes with the test.
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
        indexGate.close();
        waiting.close();
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

    @Test
    void givesAnAgentASandboxThatWaitedForIt() {
        waiting.refill(new Limits(256, 1));
        var since = System.nanoTime();
        var sandbox = spawned("import os\nprint('UP', *sorted(os.environ))" + IDLE_AFTER);
        var line = awaitLine(sandbox, "UP");

        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(5));
        assertThat(line).contains("AGENT_ID", "CONTROLLER_URL", "MCP_TOKEN");
        assertThat(runtime.running()).containsExactly(sandbox);
    }

    @Test
    void startsColdWhenTheWaitingSandboxHasDied() throws IOException {
        waiting.refill(new Limits(256, 1));
        ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("aispm_sandbox.keeper"))
                .forEach(ProcessHandle::destroyForcibly);

        awaitLine(spawned("print('UP')" + IDLE_AFTER), "UP");
    }

    @Test
    void makesGoodACopyOfTheCodeThatWasChangedOrRemoved() throws IOException {
        var request = request("print('AS REVIEWED')" + IDLE_AFTER);
        var sandbox = spawned(request);
        awaitLine(sandbox, "AS REVIEWED");
        runtime.stop(sandbox, Duration.ZERO);
        var copy = new StartFiles(new RunFolder(root).start(sandbox)).code();

        Files.writeString(copy, "print('CHANGED')");
        var second = next(request, "s2");
        assertThat(runtime.spawn(second)).isEqualTo(new Launch.Started(true));
        runtime.stop(second.sandbox(), Duration.ZERO);
        Files.delete(new StartFiles(new RunFolder(root).start(second.sandbox())).code());
        var third = next(request, "s3");
        assertThat(runtime.spawn(third)).isEqualTo(new Launch.Started(true));
        runtime.stop(third.sandbox(), Duration.ZERO);

        assertThat(runtime.spawn(next(request, "s4"))).isEqualTo(new Launch.Started(false));
        assertThat(log(sandbox)).doesNotContain("CHANGED");
    }

    private static SpawnRequest next(SpawnRequest request, String start) {
        return new SpawnRequest(
                new Sandbox(request.sandbox().agent(), start),
                request.code(),
                request.sha256(),
                request.environment(),
                request.limits(),
                request.tenant(),
                request.revision());
    }

    @Test
    void refusesPackagesThatAreTooLarge() {
        index.add("hugepackage", "1", "TEXT = '" + "x".repeat(80 * 1024 * 1024) + "'");
        var code = new AgentCode(CodeKind.PYTHON, "agent.py", IDLE.getBytes(UTF_8), "hugepackage\n");

        assertThat(runtime.prepare(code, _ -> {}))
                .isEqualTo(new Preparation.Failed(
                        "Installing the agent's requirements failed: the packages are larger than 64 MB."));
    }

    @Test
    void letsAnInstallReachNothingButTheIndex() {
        var backend = """
                import os, socket, urllib.request, zipfile

                def attempts():
                    for host, port in (("127.0.0.1", %d), ("192.0.2.1", 80)):
                        try:
                            socket.create_connection((host, port), 2)
                            yield "reached"
                        except OSError:
                            yield "refused"
                    proxy = urllib.request.ProxyHandler({"http": "http://127.0.0.1:3128"})
                    try:
                        urllib.request.build_opener(proxy).open("http://127.0.0.1:%d/x", timeout=2)
                        yield "proxied"
                    except urllib.error.HTTPError as answer:
                        yield str(answer.code)

                def build_wheel(folder, config_settings=None, metadata_directory=None):
                    name, info = "reached-1-py3-none-any.whl", "reached-1.dist-info/"
                    with zipfile.ZipFile(os.path.join(folder, name), "w") as wheel:
                        wheel.writestr("reached.py", "ATTEMPTS = " + repr(" ".join(attempts())))
                        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: reached\\nVersion: 1\\n")
                        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
                        wheel.writestr(info + "RECORD", "")
                    return name
                """.formatted(controller.port(), controller.port());
        index.addSource("reached", "1", backend);
        var code = new AgentCode(
                CodeKind.PYTHON,
                "agent.py",
                ("import reached\nassert reached.ATTEMPTS == 'refused refused 403', reached.ATTEMPTS" + IDLE_AFTER)
                        .getBytes(UTF_8),
                "reached\n");

        assertThat(runtime.prepare(code, _ -> {})).isEqualTo(new Preparation.Prepared(List.of()));
    }
}
