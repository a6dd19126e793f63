package io.aispm.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What no sandbox lets an agent do, whatever it is made of. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProbeContract {

    private static final String MARKED = "MARKER = '%s'\n";

    private final String marker = "marker-" + UUID.randomUUID();
    private Stack stack;
    private Surroundings where;
    private Process marked;
    private ServerSocket listener;
    private ServerSocketChannel socket;

    abstract Stack stack();

    @BeforeAll
    void surround() throws IOException {
        stack = stack();
        var scratch = Files.createTempDirectory("probe-scratch");
        Files.writeString(scratch.resolve("neighbour.py"), MARKED.formatted(marker));
        var sleeper = new ProcessBuilder("sleep", "600");
        sleeper.environment().put("MARKER", marker);
        marked = sleeper.start();
        listener = new ServerSocket();
        listener.bind(new InetSocketAddress(hostAddress(), 0));
        var hostSocket = scratch.resolve("host.sock");
        socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        socket.bind(UnixDomainSocketAddress.of(hostSocket));
        where = new Surroundings(
                Probe.deployed(stack, "probe"),
                Probe.deployed(stack, "neighbour", MARKED.formatted(marker)),
                marker,
                scratch,
                stack.data().resolve("state.json"),
                Map.of(
                        "people", port(stack.api()),
                        "metrics", port(stack.api()) + 10_000,
                        "lineage", port(stack.service("lineage-consumer")),
                        "opa", port(stack.service("opa")),
                        "postgres", stack.postgresPort()),
                listener.getInetAddress().getHostAddress() + " " + listener.getLocalPort(),
                hostSocket);
    }

    @AfterAll
    void tidy() throws IOException {
        marked.destroyForcibly();
        listener.close();
        socket.close();
        var people = new Api(stack.api(), stack.tokenOf("spm:admin", "probes"));
        for (var agent : people.get("/api/spm/agents?limit=200").expect(200).json()) {
            people.delete("/api/spm/agents/" + agent.path("id").asString()).expect(204);
        }
    }

    @ParameterizedTest
    @EnumSource(Attempt.class)
    void anAgentCannot(Attempt attempt) {
        assertThat(attempt.control(where))
                .as("where it is not forbidden: " + attempt.words())
                .startsWith("done");
        assertThat(attempt.inside(where)).as("from inside: " + attempt.words()).startsWith("refused");
    }

    @Test
    void nothingOfAnAgentSurvivesItsStopAndItsTokenIsWorthNothing() {
        var lasting = "lasting-" + UUID.randomUUID();
        var probe = Probe.deployed(stack, "stopped-" + lasting);
        assertThat(probe.attempt("daemon " + lasting)).startsWith("done");
        await().until(() -> isAnywhere(lasting));
        var token = new StringBuilder(probe.attempt("token").substring("done ".length()))
                .reverse()
                .toString();
        var asAgent = new Api("http://127.0.0.1:" + (port(stack.api()) + 1), token);
        assertThat(asAgent.get("/agents/" + probe.id() + "/bootstrap").status()).isEqualTo(200);

        probe.stop();

        await().atMost(Duration.ofSeconds(15)).until(() -> !isAnywhere(lasting));
        await().until(() -> probe.state().equals("stopped"));
        assertThat(asAgent.get("/agents/" + probe.id() + "/bootstrap").status()).isEqualTo(401);
    }

    private static boolean isAnywhere(String word) {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().commandLine().orElse("").contains(word));
    }

    private static InetAddress hostAddress() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && address.getAddress().length == 4)
                .findFirst()
                .orElseGet(InetAddress::getLoopbackAddress);
    }

    private static int port(String url) {
        return URI.create(url).getPort();
    }

    /** Where the table of these attempts stands. */
    static Path page() {
        return Stack.file("docs/security.md");
    }
}
