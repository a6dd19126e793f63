package io.aispm.api.agent.runtime.docker;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.Ulimit;
import io.aispm.api.agent.runtime.Limits;
import io.aispm.api.agent.runtime.SandboxFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a container may do, which is the same for all: no network, no capability, no new privilege, fewer system calls than Docker
 * lets through by itself, a root that can't be written, so much of the host and no more.
 */
final class ContainerShape {

    private static final long MIB = 1024 * 1024;
    private static final long BILLION = 1_000_000_000L;
    private static final long PROCESSES = 256;
    private static final long OPEN_FILES = 2048;
    private static final Map<String, String> LOG_LIMITS = Map.of("max-size", "2m", "max-file", "2");
    private static final String VOLUME = "volume:";

    private final String seccomp = seccomp();
    private final String ociRuntime;
    private final List<String> names;

    /** Containers under an OCI runtime, the engine's own if empty, that find these hosts at their loopback. */
    ContainerShape(String ociRuntime, List<String> names) {
        this.ociRuntime = ociRuntime;
        this.names = names.stream().map(name -> name + ":127.0.0.1").toList();
    }

    /** For a sandbox with a way out, or without one if that is empty. */
    HostConfig of(Limits limits, String gate) {
        return base(limits, gate).withReadonlyRootfs(true);
    }

    /** For an install, which leaves its packages in the root. */
    HostConfig writable(Limits limits, String gate) {
        return base(limits, gate);
    }

    private HostConfig base(Limits limits, String gate) {
        var memory = limits.memoryMb() * MIB;
        var temporary = Math.clamp(limits.memoryMb() / 4, 16, 256);
        var shape = HostConfig.newHostConfig()
                .withNetworkMode("none")
                .withIpcMode("private")
                .withShmSize(16 * MIB)
                .withTmpFs(Map.of("/tmp", "rw,nosuid,nodev,mode=1777,size=" + temporary + "m"))
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges:true", "seccomp=" + seccomp))
                .withMemory(memory)
                .withMemorySwap(memory)
                .withNanoCPUs(Math.round(limits.cpuQuota() * BILLION))
                .withPidsLimit(PROCESSES)
                .withUlimits(List.of(new Ulimit("nofile", OPEN_FILES, OPEN_FILES), new Ulimit("core", 0L, 0L)))
                .withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE, LOG_LIMITS))
                .withExtraHosts(names.toArray(String[]::new));
        if (!gate.isEmpty()) {
            shape.withMounts(List.of(mount(gate)));
        }
        return ociRuntime.isEmpty() ? shape : shape.withRuntime(ociRuntime);
    }

    private static Mount mount(String gate) {
        var mount = new Mount().withTarget(SandboxFolders.GATE).withReadOnly(true);
        return gate.startsWith(VOLUME)
                ? mount.withType(MountType.VOLUME).withSource(gate.substring(VOLUME.length()))
                : mount.withType(MountType.BIND)
                        .withSource(Path.of(gate).toAbsolutePath().toString());
    }

    private static String seccomp() {
        try (var profile = ContainerShape.class.getResourceAsStream("seccomp.json")) {
            return new String(Objects.requireNonNull(profile).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the seccomp profile of agents can't be read", unreadable);
        }
    }
}
