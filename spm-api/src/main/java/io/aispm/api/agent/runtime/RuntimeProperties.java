package io.aispm.api.agent.runtime;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How agents are run on this host.
 *
 * @param python the interpreter of agents under bubblewrap
 * @param java the folder of the Java runtime of agents under bubblewrap; this process's own if empty
 * @param runDir where the runtime keeps what it must find again
 * @param controllerUrl where agents reach the control plane, as they see it; so the next three
 * @param warmSandboxes how many sandboxes wait for an agent
 * @param frameworks the lock file of the frameworks that agents find; none where an image brings them
 * @param packages how requirements are installed
 * @param docker how containers are made, where agents run in them
 */
@ConfigurationProperties("spm.agent")
public record RuntimeProperties(
        @DefaultValue("python3") String python,
        @DefaultValue("") String java,
        @DefaultValue("/var/lib/aispm/agents") Path runDir,
        URI controllerUrl,
        URI mcpUrl,
        URI llmBaseUrl,
        String kafkaBootstrapServers,
        @DefaultValue("0") int warmSandboxes,
        @Nullable Path frameworks,
        @DefaultValue Packages packages,
        @DefaultValue Docker docker) {

    public RuntimeProperties {
        Assert.isTrue(warmSandboxes >= 0 && warmSandboxes <= 64, "SPM_AGENT_WARM_SANDBOXES must be from 0 to 64");
    }

    /**
     * How requirements are installed.
     *
     * @param limit how long an install may take
     * @param size how large a set may get
     * @param hosts addresses (host:port) that packages may come from beside the configured index
     */
    public record Packages(
            @DefaultValue("5m") Duration limit,
            @DefaultValue("2GB") DataSize size,
            @DefaultValue List<String> hosts) {}

    /**
     * How containers are made.
     *
     * @param host where the Docker engine listens
     * @param image the image that agents run in
     * @param owner by which containers of this installation are told from those of others on the same engine
     * @param ociRuntime the engine's runtime for them, such as {@code runsc}; the engine's default if empty
     * @param gate what is mounted as the way out: {@code volume:NAME}, or empty for this host's own gate
     * @param indexGate the same for installs, and where this process sees it is {@code indexDir}
     * @param indexDir the folder in which this process opens the way to the package index
     */
    public record Docker(
            @DefaultValue("unix:///var/run/docker.sock") URI host,
            @DefaultValue("aispm/agent-runtime") String image,
            @DefaultValue("aispm") String owner,
            @DefaultValue("") String ociRuntime,
            @DefaultValue("") String gate,
            @DefaultValue("") String indexGate,
            @Nullable Path indexDir) {}
}
