package io.aispm.systemtests;

import java.util.List;
import java.util.function.Function;

/**
 * What a sandbox must not let an agent do: how it is tried from inside, and how the same code does it where it is not forbidden, so
 * that a wrong address or a slip can't pass for a refusal. The table in docs/security.md is made of these.
 */
enum Attempt {
    READ_ANOTHER_AGENTS_CODE(
            "read another agent's code",
            where -> "search /agent:/run:/tmp:/opt/packages:/home:/root:/var:/mnt:/srv " + where.marker(),
            where -> outside("search " + where.scratch() + " " + where.marker())),
    READ_ANOTHERS_ENVIRONMENT(
            "read another process's environment or command line through /proc",
            where -> "environ " + where.marker(),
            where -> outside("environ " + where.marker())),
    READ_THE_PLATFORMS_FILES(
            "read the platform's data folder",
            where -> "read " + where.secretFile(),
            where -> outside("read " + where.secretFile())),
    PRODUCE_TO_ANOTHERS_TOPIC(
            "write into another agent's conversation (Kafka)",
            where -> "produce " + where.neighbours("chat.out"),
            where -> where.probe().attempt("produce mine")),
    READ_ANOTHERS_TOPIC(
            "read another agent's conversation (Kafka)",
            where -> "consume " + where.neighbours("chat.in"),
            where -> where.probe().attempt("consume mine")),
    MOVE_ANOTHERS_GROUP(
            "change another agent's place in its conversation (a Kafka group)",
            where -> "group " + where.neighbours("1"),
            where -> where.probe().attempt("group mine")),
    REACH_ANOTHER_AGENT(
            "reach a port that another agent listens on",
            where -> "connect 127.0.0.1 " + Surroundings.LISTENING,
            where -> where.neighbour()
                            .attempt("listen " + Surroundings.LISTENING)
                            .startsWith("done")
                    ? where.neighbour().attempt("connect 127.0.0.1 " + Surroundings.LISTENING)
                    : "it does not listen"),
    REACH_PEOPLES_ROUTES(
            "reach people's routes", where -> where.connect("people"), where -> where.outsideConnect("people")),
    REACH_THE_METRICS(
            "reach the management port", where -> where.connect("metrics"), where -> where.outsideConnect("metrics")),
    REACH_LINEAGE(
            "reach lineage-consumer", where -> where.connect("lineage"), where -> where.outsideConnect("lineage")),
    REACH_POSTGRES("reach PostgreSQL", where -> where.connect("postgres"), where -> where.outsideConnect("postgres")),
    REACH_OPA("reach OPA", where -> where.connect("opa"), where -> where.outsideConnect("opa")),
    REACH_THE_HOST(
            "reach another program of the host by its address",
            where -> "connect " + where.hostListener(),
            where -> outside("connect " + where.hostListener())),
    REACH_THE_DOCKER_SOCKET(
            "reach a socket of the host, as the Docker engine's",
            where -> "unix " + where.hostSocket(),
            where -> outside("unix " + where.hostSocket())),
    REACH_THE_METADATA_ADDRESS(
            "reach the metadata address (169.254.169.254)",
            where -> "connect 169.254.169.254 80",
            where -> alone("169.254.169.254")),
    REACH_THE_INTERNET(
            "reach an address on the internet (192.0.2.1 stands for all)",
            where -> "connect 192.0.2.1 80",
            where -> alone("192.0.2.1")),
    WRITE_INTO_THE_SYSTEM(
            "write to /usr", where -> "write /usr/probe", where -> outside("write " + where.scratch() + "/probe")),
    WRITE_INTO_ITS_CODE(
            "change its own code",
            where -> "write /agent/agent.py",
            where -> outside("write " + where.scratch() + "/agent.py")),
    FORK_BOMB("start 300 processes", where -> "forks 300", where -> outside("forks 300")),
    MEMORY_BOMB("use 1 GiB of memory", where -> "memory 1024", where -> outside("memory 1024")),
    DISK_FILL("write 600 MB", where -> "fill /tmp 600", where -> outside("fill " + where.scratch() + " 600")),
    OPEN_FILES("open 10,000 files", where -> "files 10000", where -> outside("files 10000")),
    TRACE_ITS_MINDER(
            "trace or take over the process that minds it (ptrace)",
            where -> "ptrace 1",
            where -> outside("ptrace other")),
    MOUNT(
            "mount a file system",
            where -> "mount /tmp/mounted",
            where -> Probe.outside(
                    List.of("unshare", "--map-root-user", "--mount"), "mount " + where.scratch() + "/mounted")),
    USER_NAMESPACE("make a user namespace", where -> "namespace", where -> outside("namespace")),
    RAW_SOCKET(
            "open a raw socket",
            where -> "raw",
            where -> Probe.outside(List.of("unshare", "--map-root-user", "--net"), "raw")),
    KEYRING("use the kernel's keyring (keyctl)", where -> "key", where -> outside("key"));

    private final String words;
    /** Functions without state. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<Surroundings, String> inside;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<Surroundings, String> control;

    Attempt(String words, Function<Surroundings, String> inside, Function<Surroundings, String> control) {
        this.words = words;
        this.inside = inside;
        this.control = control;
    }

    /** What it is, for people. */
    String words() {
        return words;
    }

    /** What came of it from inside. */
    String inside(Surroundings where) {
        return where.probe().attempt(inside.apply(where));
    }

    /** What came of it where it is not forbidden. */
    String control(Surroundings where) {
        return control.apply(where);
    }

    private static String outside(String command) {
        return Probe.outside(List.of(), command);
    }

    /** In a network namespace of its own, which holds just that address and a listener on it. */
    private static String alone(String address) {
        var script = """
                ip addr add %s/32 dev lo && ip link set lo up || exit 1
                python3 -c 'import http.server as h; h.HTTPServer(("%s", 80), h.BaseHTTPRequestHandler).serve_forever()' \\
                  >/dev/null 2>&1 &
                for _ in $(seq 100); do (echo >/dev/tcp/%s/80) 2>/dev/null && break; sleep 0.1; done
                "$@"
                kill $!
                """.formatted(address, address, address);
        return Probe.outside(
                List.of("unshare", "--map-root-user", "--net", "bash", "-c", script, "probe"),
                "connect " + address + " 80");
    }
}
