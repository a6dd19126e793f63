package io.aispm.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent that tries, from inside, what it must not be able to do; each attempt works outside of the sandbox. */
class SandboxIT {

    private static final String PROBE = """
            import asyncio
            import os
            import socket

            import aispm


            async def attempt(line):
                verb, _, rest = line.partition(" ")
                try:
                    if verb == "environment":
                        return " ".join(sorted(os.environ))
                    if verb == "read":
                        with open(rest, "rb") as file:
                            return f"read {len(file.read(64))}"
                    if verb == "list":
                        return "listed " + " ".join(sorted(os.listdir(rest)))
                    if verb == "write":
                        with open(rest, "w") as file:
                            file.write("x")
                        return "written"
                    if verb == "connect":
                        host, port = rest.rsplit(":", 1)
                        with socket.create_connection((host, int(port)), timeout=3):
                            return "connected"
                    if verb == "processes":
                        return "processes " + str(len([p for p in os.listdir("/proc") if p.isdigit()]))
                    if verb == "identity":
                        with open("/proc/self/status") as file:
                            return " ".join(l.strip() for l in file if l.startswith(("CapEff", "NoNewPrivs")))
                    if verb == "memory":
                        return f"got {len(bytearray(int(rest) * 1024 * 1024))}"
                except BaseException as error:
                    return f"refused {type(error).__name__}"
                return "unknown"


            async def main():
                await aispm.ready()
                async for msg in aispm.chat.subscribe():
                    await aispm.chat.reply(msg.session_id, await attempt(msg.text))
            """;

    private static Api admin;
    private static String agent;

    @BeforeAll
    static void start() {
        admin = Api.admin("sandbox");
        agent = admin.register("probe", Agents.code(PROBE), Map.of())
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    @Test
    void itsEnvironmentHoldsThreeVariablesAndOrdinaryOnes() {
        assertThat(attempt("environment list").split(" "))
                .contains("AGENT_ID", "MCP_TOKEN", "CONTROLLER_URL")
                .allMatch(
                        name -> name.matches(
                                "AGENT_ID|MCP_TOKEN|CONTROLLER_URL|PATH|HOME|LANG|LC_.*|PWD|TZ|TMPDIR|HOSTNAME|TERM|SHLVL|USER|JAVA_HOME|VIRTUAL_ENV|PYTHON.*|SSL_CERT_FILE"));
    }

    @Test
    void itHasNoPrivileges() {
        assertThat(attempt("identity please"))
                .contains("CapEff:\t0000000000000000")
                .contains("NoNewPrivs:\t1");
    }

    @Test
    void itSeesNoProcessButItsOwn() {
        var count = Integer.parseInt(attempt("processes please").replace("processes ", ""));

        assertThat(count).isBetween(1, 6);
        assertThat(ProcessHandle.allProcesses().count()).isGreaterThan(count);
    }

    @Test
    void itReachesTheControlPlanesAgentListenerAndNothingElseOfThePlatform() {
        var people = port(Stack.get().api());

        assertThat(attempt("connect 127.0.0.1:" + (people + 1))).isEqualTo("connected");
        assertThat(attempt("connect 127.0.0.1:" + port(Stack.get().service("spm-llm-proxy"))))
                .isEqualTo("connected");
        assertThat(attempt("connect 127.0.0.1:" + port(Stack.get().service("spm-mcp"))))
                .isEqualTo("connected");
        for (var closed : new int[] {
            people,
            port(Stack.get().service("lineage-consumer")),
            port(Stack.get().service("opa")),
            people + 10_000,
            25432
        }) {
            assertThat(attempt("connect 127.0.0.1:" + closed))
                    .as("port " + closed)
                    .startsWith("refused");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254:80", "1.1.1.1:443", "10.0.0.1:80"})
    void itReachesNoOtherAddress(String address) {
        assertThat(attempt("connect " + address)).startsWith("refused");
    }

    @Test
    void itSeesNothingOfTheHost() {
        for (var folder : new String[] {
            System.getProperty("user.home"),
            Stack.file("").toString(),
            Stack.file("system-tests/target/stack").toString()
        }) {
            assertThat(attempt("list " + folder)).as(folder).startsWith("refused");
        }
        assertThat(attempt("read /etc/shadow")).startsWith("refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/agent/agent.py", "/usr/bin/evil", "/etc/evil", "/evil"})
    void itWritesNowhereButToItsTemporaryFolder(String file) {
        assertThat(attempt("write " + file)).startsWith("refused");
        assertThat(attempt("write /tmp/fine")).isEqualTo("written");
    }

    private static String attempt(String what) {
        return admin.chat(agent, Map.of("message", what)).getLast().path("text").asString();
    }

    private static int port(String url) {
        return URI.create(url).getPort();
    }
}
