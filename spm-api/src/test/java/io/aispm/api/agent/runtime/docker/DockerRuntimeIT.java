package io.aispm.api.agent.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import io.aispm.api.agent.runtime.AgentCode;
import io.aispm.api.agent.runtime.AgentRuntime;
import io.aispm.api.agent.runtime.Launch;
import io.aispm.api.agent.runtime.Limits;
import io.aispm.api.agent.runtime.RealRuntimeContract;
import io.aispm.api.agent.runtime.RuntimeProperties;
import io.aispm.api.agent.runtime.RuntimeUnavailableException;
import io.aispm.api.agent.runtime.Sandbox;
import io.aispm.api.agent.runtime.StandInController;
import io.aispm.api.agent.runtime.gate.IndexGate;
import io.aispm.api.agent.runtime.gate.SocketGate;
import io.aispm.api.agent.runtime.packages.PackageIndex;
import io.aispm.api.agent.runtime.packages.PackageSet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/** The runtime on a real engine with the real image, looked at from inside and from outside. */
@Tag("docker")
class DockerRuntimeIT extends RealRuntimeContract {

    private static final String IMAGE = System.getenv().getOrDefault("SPM_AGENT_IMAGE", "aispm/agent-runtime");

    private static final String OWNER = "it-" + ProcessHandle.current().pid();

    private Path root;
    private StandInController controller;
    private DockerConfiguration configuration;
    private DockerClient docker;
    private SocketGate gate;
    private IndexGate indexGate;
    private AgentRuntime runtime;

    @BeforeEach
    void open() throws IOException {
        // Sockets need a short path.
        root = Files.createTempDirectory("aispm-it");
        controller = new StandInController();
        begin(0);
    }

    private void begin(int warm) throws IOException {
        var url = URI.create(controller.url());
        configuration = new DockerConfiguration(new RuntimeProperties(
                "python3",
                "",
                root,
                url,
                url,
                url,
                "127.0.0.1:" + controller.port(),
                warm,
                null,
                new RuntimeProperties.Packages(Duration.ofMinutes(2), DataSize.ofMegabytes(64), List.of()),
                new RuntimeProperties.Docker(
                        URI.create("unix:///var/run/docker.sock"), IMAGE, OWNER, "", "", "", null)));
        docker = configuration.dockerClient();
        gate = configuration.socketGate();
        gate.start();
        var packageIndex = PackageIndex.parse("global.index-url='" + index.url() + "'", List.of());
        indexGate = configuration.indexGate(packageIndex);
        indexGate.start();
        runtime = configuration.dockerRuntime(docker, packageIndex, new JsonMapper());
    }

    @AfterEach
    void close() throws Exception {
        for (var label : List.of(AgentContainers.LABEL, ShortTasks.LABEL)) {
            containers().labelled(label).forEach(container -> containers().remove(container.getId()));
        }
        docker.close();
        gate.close();
        indexGate.close();
        index.close();
        controller.close();
        FileSystemUtils.deleteRecursively(root);
    }

    @Override
    protected AgentRuntime runtime() {
        return runtime;
    }

    @Override
    protected String controllerUrl() {
        return controller.url();
    }

    @Test
    void letsAMemoryBombDieAlone() {
        var neighbour = spawned(IDLE);
        var bomb = spawned(request("""
                hoard = []
                while True:
                    hoard.append(bytearray(b"x" * 1048576))
                """, new Limits(192, 1)));

        assertThat(ended(bomb).reason()).matches("out of memory \\(limit 192 MiB\\)|killed by signal 9");
        assertThat(runtime.exited(neighbour)).isEmpty();
    }

    @Test
    void givesTheAgentItsIdentityAndShowsItToNobodyElse() {
        var sandbox = spawned("import os\nprint('ENV', *sorted(os.environ))" + IDLE_AFTER);

        var ordinary = "PATH|HOME|LANG|LC_.*|PWD|TZ|TMPDIR|HOSTNAME|TERM|SHLVL|USER|JAVA_HOME|VIRTUAL_ENV|PYTHON.*";
        var names = awaitLine(sandbox, "ENV").substring(4).split(" ", -1);
        assertThat(names).contains("AGENT_ID", "MCP_TOKEN", "CONTROLLER_URL");
        assertThat(names).allMatch(name -> name.matches("AGENT_ID|MCP_TOKEN|CONTROLLER_URL|" + ordinary));
        var inspected = docker.inspectContainerCmd(nameOf(sandbox)).exec();
        assertThat(inspected.getConfig().getEnv()).noneMatch(variable -> variable.contains("a-token"));
    }

    @Test
    void isLockedDownInEveryWayThatTheEngineKnows() {
        var sandbox = spawned(IDLE);

        var made = docker.inspectContainerCmd(nameOf(sandbox)).exec();
        var host = made.getHostConfig();
        assertThat(made.getConfig().getUser()).isEqualTo("10001:10001");
        assertThat(made.getMounts()).hasSize(1);
        assertThat(made.getMounts().getFirst().getRW()).isFalse();
        assertThat(host.getReadonlyRootfs()).isTrue();
        assertThat(host.getNetworkMode()).isEqualTo("none");
        assertThat(host.getPrivileged()).isFalse();
        assertThat(host.getMemory()).isEqualTo(host.getMemorySwap()).isEqualTo(256 * 1024 * 1024L);
        assertThat(host.getPidsLimit()).isEqualTo(256);
        assertThat(host.getSecurityOpts())
                .anyMatch(option -> option.startsWith("no-new-privileges"))
                .anyMatch(option -> option.startsWith("seccomp="));
    }

    @Test
    void givesTheAgentNoPowers() {
        var sandbox = spawned("""
                import ctypes, os, socket
                status = dict(l.split(":\\t", 1) for l in open("/proc/self/status").read().splitlines() if ":\\t" in l)
                print("CAPS", status["CapEff"], status["CapBnd"], status["NoNewPrivs"], status["Seccomp"], os.getuid())
                def writable(path):
                    try:
                        with open(path, "ab") as file:
                            file.write(b"x")
                        return True
                    except OSError:
                        return False
                places = [os.path.join(folder, "x") for folder in ("/", "/agent", "/etc", "/opt/aispm", "/usr", "/run/gate")]
                print("WRITES", *[p for p in [*places, "/agent/agent.py"] if writable(p)])
                print("TMP", writable("/tmp/x"))
                libc = ctypes.CDLL(None, use_errno=True)
                calls = {"ptrace": 101, "keyctl": 250, "add_key": 248, "mount": 165, "unshare": 272, "setns": 308,
                         "bpf": 321, "perf_event_open": 298, "userfaultfd": 323, "io_uring_setup": 425, "chroot": 161,
                         "mknod": 133, "process_vm_readv": 310, "kexec_load": 246, "init_module": 175, "setuid": 105}
                allowed = []
                for name, number in calls.items():
                    ctypes.set_errno(0)
                    if libc.syscall(number, 0, 0, 0, 0, 0) != -1 or ctypes.get_errno() != 1:
                        allowed.append(f"{name}={ctypes.get_errno()}")
                for family in (16, 17, 40):
                    try:
                        socket.socket(family, socket.SOCK_RAW)
                        allowed.append(f"socket {family}")
                    except PermissionError:
                        pass
                print("CALLS", *allowed)
                """ + IDLE_AFTER);

        assertThat(awaitLine(sandbox, "CAPS")).isEqualTo("CAPS 0000000000000000 0000000000000000 1 2 10001");
        assertThat(awaitLine(sandbox, "WRITES").strip()).isEqualTo("WRITES");
        assertThat(awaitLine(sandbox, "TMP")).isEqualTo("TMP True");
        assertThat(awaitLine(sandbox, "CALLS").strip()).isEqualTo("CALLS");
    }

    @Test
    void reachesTheGatedPortAndNoOther() {
        var sandbox = spawned("""
                import httpx, socket
                print("GATED", httpx.get("http://127.0.0.1:%d/x").status_code)
                for host, port in (("127.0.0.1", 8092), ("169.254.169.254", 80), ("172.17.0.1", 22), ("192.0.2.1", 80)):
                    try:
                        socket.create_connection((host, port), 2)
                        print("REACHED", host)
                    except OSError as refused:
                        print("REFUSED", host)
                try:
                    socket.getaddrinfo("example.com", 80)
                    print("REACHED dns")
                except OSError:
                    print("DONE")
                """.formatted(controller.port()) + IDLE_AFTER);

        awaitLine(sandbox, "DONE");
        assertThat(log(sandbox)).contains("GATED 200").noneMatch(line -> line.startsWith("REACHED"));
    }

    @Test
    void saysWhoseAContainerIsToPeopleWhoLookAtTheEngine() {
        var sandbox = spawned(IDLE);

        var made = docker.inspectContainerCmd(nameOf(sandbox)).exec();
        assertThat(made.getName()).isEqualTo("/aispm-agent-%s-%s-r1-t1".formatted(sandbox.agent(), sandbox.start()));
        assertThat(made.getConfig().getLabels())
                .containsEntry("io.aispm.agent", sandbox.agent().toString())
                .containsEntry("io.aispm.tenant", "t1")
                .containsEntry("io.aispm.revision", "1");
    }

    @Test
    void adoptsAContainerThatHasTheNameOfAnOlderVersion() {
        var sandbox = spawned("print('UP')" + IDLE_AFTER);
        awaitLine(sandbox, "UP");
        docker.renameContainerCmd(nameOf(sandbox))
                .withName("aispm-agent-%s-%s".formatted(sandbox.agent(), sandbox.start()))
                .exec();

        assertThat(runtime.running()).contains(sandbox);
        assertThat(runtime.exited(sandbox)).isEmpty();
        runtime.stop(sandbox, Duration.ZERO);
        assertThat(runtime.exited(sandbox)).isPresent();
    }

    @Test
    void findsTheFrameworksWithoutAskingForThem() {
        var sandbox = spawned(request(
                "import langchain, langchain_openai, llama_index.core\nprint('ALL')" + IDLE_AFTER, new Limits(512, 2)));

        awaitLine(sandbox, "ALL");
    }

    @Test
    void givesAnAgentAContainerThatWaitedForItEvenAfterARestart() throws Exception {
        gate.close();
        indexGate.close();
        begin(1);
        var first = spawned("print('FIRST')" + IDLE_AFTER);
        await().until(() -> containers().labelled(WaitingContainers.LABEL).stream()
                .anyMatch(container -> ContainerName.of(container).startsWith(ContainerName.WAITING)
                        && container.getState().equals("running")));
        var waited = containers().labelled(WaitingContainers.LABEL).stream()
                .filter(container -> ContainerName.of(container).startsWith(ContainerName.WAITING))
                .findFirst()
                .orElseThrow();
        gate.close();
        indexGate.close();
        begin(1);

        var second = spawned("print('SECOND')" + IDLE_AFTER);

        awaitLine(second, "SECOND");
        assertThat(docker.inspectContainerCmd(nameOf(second)).exec().getId()).isEqualTo(waited.getId());
        assertThat(runtime.running()).contains(first, second);
        assertThat(nameOf(second)).endsWith("-r1-t1");
        runtime.remove(first.agent());
    }

    @Override
    protected void forgetPackages(AgentCode code) throws RuntimeUnavailableException {
        var set = new PackageSet("", String.valueOf(code.requirements()));
        docker.removeImageCmd(PackageImages.name(set, containers().imageId(IMAGE)))
                .exec();
    }

    @Test
    void saysWhichImageIsMissing() throws IOException {
        var other =
                new AgentContainers(containers(), new ContainerShape("", List.of()), "aispm/nowhere", "", List.of());
        var json = new JsonMapper();
        var tasks = new ShortTasks(containers(), json);
        var missing = new DockerRuntime(
                containers(),
                other,
                new WaitingContainers(containers(), other, 0),
                new PackageImages(
                        containers(),
                        tasks,
                        new ContainerShape("", List.of()),
                        PackageIndex.parse("", List.of()),
                        "",
                        new RuntimeProperties.Packages(Duration.ofMinutes(1), DataSize.ofMegabytes(1), List.of()),
                        json),
                new DockerValidation(tasks, new ContainerShape("", List.of()), json),
                json);

        assertThat(missing.spawn(request(IDLE)))
                .isInstanceOfSatisfying(
                        Launch.Refused.class,
                        refused -> assertThat(refused.sentence())
                                .contains("aispm/nowhere")
                                .contains("build it"));
    }

    @Test
    void leavesNothingOfARemovedAgent() {
        var sandbox = spawned(IDLE);
        awaitLine(sandbox, "up");

        runtime.remove(sandbox.agent());

        assertThat(runtime.running()).doesNotContain(sandbox);
        assertThat(containers().labelled(AgentContainers.LABEL))
                .noneMatch(container ->
                        container.getNames()[0].contains(sandbox.agent().toString()));
    }

    @Test
    void forgetsSetsOfPackagesThatNoContainerIsMadeOf() {
        var repository = "aispm-it/packages";
        var base = docker.createContainerCmd(IMAGE).withCmd("true").exec().getId();
        for (var tag : List.of("used", "old", "older")) {
            docker.commitCmd(base)
                    .withRepository(repository)
                    .withTag(tag)
                    .withMessage(tag)
                    .exec();
        }
        var user = docker.createContainerCmd(repository + ":used")
                .withCmd("true")
                .exec()
                .getId();
        try {
            containers().forgetImages(repository, 3);
            assertThat(tags(repository)).hasSize(3);

            containers().forgetImages(repository, 0);
            assertThat(tags(repository)).containsExactly(repository + ":used");
        } finally {
            containers().remove(user);
            containers().remove(base);
            containers().forgetImages(repository, 0);
        }
    }

    private List<String> tags(String repository) {
        return docker.listImagesCmd().withReferenceFilter(repository).exec().stream()
                .flatMap(image -> Stream.of(image.getRepoTags()))
                .toList();
    }

    private String nameOf(Sandbox sandbox) {
        return containers().labelled(AgentContainers.LABEL).stream()
                .map(container -> container.getNames()[0].substring(1))
                .filter(name ->
                        ContainerName.parse(name).filter(sandbox::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private Containers containers() {
        return new Containers(docker, OWNER);
    }
}
