package io.aispm.stack.part;

import io.aispm.stack.keys.StackKeys;
import io.aispm.stack.machine.AgentRuntimeKind;
import io.aispm.stack.machine.DockerEngine;
import io.aispm.stack.machine.Folders;
import io.aispm.stack.machine.Ports;
import io.aispm.stack.machine.Progress;
import io.aispm.stack.machine.Shell;
import io.aispm.stack.supervise.Leftovers;
import java.nio.file.Path;

/** What every part of one stack needs to know. */
public record StackContext(Folders folders, Ports ports, StackKeys keys, AgentRuntimeKind runtime, Progress progress) {

    /** How everybody speaks to this stack's Kafka. */
    KafkaTransport kafka() {
        return KafkaTransport.of(System.getenv(), keys);
    }

    /** By which containers of this stack are told from those of others on the same engine. */
    public String owner() {
        return "local-%08x".formatted(folders.data().toString().hashCode());
    }

    /** Ends all sandboxes of agents that this stack has left. */
    public void endSandboxes() {
        switch (runtime) {
            case BUBBLEWRAP -> Leftovers.endSandboxes(agentRunFolder());
            case DOCKER -> DockerEngine.endContainers(owner());
        }
    }

    /** Where sandboxes have their sockets: short, because a socket's path may have 107 characters only. */
    public Path agentRunFolder() {
        return Path.of(
                "/tmp",
                "aispm-%d-%08x"
                        .formatted(Shell.userId(), folders.data().toString().hashCode()));
    }

    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
