package io.aispm.api.agent.runtime.docker;

import io.aispm.api.agent.runtime.JavaProgram;
import io.aispm.api.agent.runtime.Limits;
import io.aispm.api.agent.runtime.RuntimeUnavailableException;
import io.aispm.api.agent.runtime.SandboxFolders;
import io.aispm.api.agent.runtime.gate.GateTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes the containers that agents live in; each waits for its agent's claim. */
final class AgentContainers {

    static final String LABEL = "io.aispm.sandbox";
    static final String PYTHON = "/opt/aispm/bin/python";
    private static final String PROCESSES_COUNTED_OUTSIDE = "0";

    private final Containers containers;
    private final ContainerShape shape;
    private final String image;
    private final String gate;
    private final List<String> command;

    AgentContainers(Containers containers, ContainerShape shape, String image, String gate, List<GateTarget> targets) {
        this.containers = containers;
        this.shape = shape;
        this.image = image;
        this.gate = gate;
        var ports =
                targets.stream().map(target -> Integer.toString(target.port())).collect(Collectors.joining(","));
        var init = new ArrayList<>(List.of(PYTHON, "-I", "-u", "-m", "aispm_sandbox.init"));
        init.addAll(List.of(SandboxFolders.GATE, ports, PROCESSES_COUNTED_OUTSIDE));
        this.command = List.copyOf(init);
    }

    String image() {
        return image;
    }

    void make(String name, String from, Limits limits, Map<String, String> labels) throws RuntimeUnavailableException {
        var all = new TreeMap<>(labels);
        all.put(LABEL, "agent");
        containers.start(name, from, command, all, shape.of(limits, gate));
    }

    /** A jar agent's JVM, up to where the jar adds how it is begun. */
    static List<String> java(Limits limits) {
        return JavaProgram.of(SandboxFolders.JAVA + "/bin/java", limits);
    }

    /** The variables of an agent: its identity, and what is ordinary for a process. */
    static Map<String, String> environment(Map<String, String> identity) {
        var environment = new TreeMap<>(Map.of(
                "PATH", "/opt/aispm/bin:/opt/jre/bin:/usr/local/bin:/usr/bin:/bin",
                "HOME", "/tmp",
                "TMPDIR", "/tmp",
                "LANG", "C.UTF-8",
                "USER", "agent",
                "HOSTNAME", "agent",
                "JAVA_HOME", "/opt/jre",
                "VIRTUAL_ENV", "/opt/aispm",
                "PYTHONUNBUFFERED", "1",
                "PYTHONDONTWRITEBYTECODE", "1"));
        environment.putAll(identity);
        return environment;
    }
}
