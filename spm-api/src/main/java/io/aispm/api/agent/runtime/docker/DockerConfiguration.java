package io.aispm.api.agent.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.aispm.api.agent.runtime.AgentRuntime;
import io.aispm.api.agent.runtime.RuntimeProperties;
import io.aispm.api.agent.runtime.gate.GateTarget;
import io.aispm.api.agent.runtime.gate.IndexAddress;
import io.aispm.api.agent.runtime.gate.IndexGate;
import io.aispm.api.agent.runtime.gate.SocketGate;
import io.aispm.api.agent.runtime.packages.PackageIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Agents in containers. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "spm.agent.runtime", havingValue = "docker")
class DockerConfiguration {

    private static final int CONNECTIONS = 200;

    private final RuntimeProperties properties;
    private final List<GateTarget> targets;
    private final Path gate;
    private final Path index;

    DockerConfiguration(RuntimeProperties properties) throws IOException {
        this.properties = properties;
        this.targets = GateTarget.of(properties);
        var own = properties.runDir().toAbsolutePath().normalize();
        this.gate = own.resolve("gate");
        this.index = Optional.ofNullable(properties.docker().indexDir())
                .filter(folder -> !folder.toString().isEmpty())
                .orElse(own.resolve("index"));
        if (ownGate()) {
            open(gate);
        }
        open(index);
    }

    private boolean ownGate() {
        return properties.docker().gate().isEmpty();
    }

    private static void open(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Bean(destroyMethod = "close")
    DockerClient dockerClient() {
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(properties.docker().host().toString())
                .build();
        var http = new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig())
                .maxConnections(CONNECTIONS)
                .connectionTimeout(Duration.ofSeconds(5))
                .build();
        return DockerClientImpl.getInstance(config, http);
    }

    /** Where another process serves the gate, this one has none of its own. */
    @Bean(initMethod = "start", destroyMethod = "close")
    SocketGate socketGate() {
        return new SocketGate(gate, ownGate() ? targets : List.of());
    }

    @Bean
    PackageIndex packageIndex() {
        return PackageIndex.of(
                properties.python(),
                properties.packages().hosts().stream().map(IndexAddress::parse).toList());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    IndexGate indexGate(PackageIndex packageIndex) {
        return new IndexGate(index.resolve("index.sock"), packageIndex.addresses());
    }

    @Bean
    AgentRuntime dockerRuntime(DockerClient docker, PackageIndex packageIndex, JsonMapper json) {
        var setting = properties.docker();
        var containers = new Containers(docker, setting.owner());
        var names = targets.stream()
                .filter(GateTarget::needsName)
                .map(GateTarget::host)
                .distinct()
                .toList();
        var shape = new ContainerShape(setting.ociRuntime(), names);
        var agentGate = ownGate() ? gate.toString() : setting.gate();
        var indexGate = setting.indexGate().isEmpty() ? index.toString() : setting.indexGate();
        var making = new AgentContainers(containers, shape, setting.image(), agentGate, targets);
        var tasks = new ShortTasks(containers, json);
        return new DockerRuntime(
                containers,
                making,
                new WaitingContainers(containers, making, properties.warmSandboxes()),
                new PackageImages(containers, tasks, shape, packageIndex, indexGate, properties.packages(), json),
                new DockerValidation(tasks, shape, json),
                json);
    }
}
