package io.aispm.api.agent.runtime.bubblewrap;

import io.aispm.api.agent.runtime.AgentRuntime;
import io.aispm.api.agent.runtime.RuntimeProperties;
import io.aispm.api.agent.runtime.gate.GateTarget;
import io.aispm.api.agent.runtime.gate.IndexAddress;
import io.aispm.api.agent.runtime.gate.IndexGate;
import io.aispm.api.agent.runtime.gate.SocketGate;
import io.aispm.api.agent.runtime.packages.Frameworks;
import io.aispm.api.agent.runtime.packages.PackageIndex;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Agents in sandboxes on this host. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "spm.agent.runtime", havingValue = "bubblewrap", matchIfMissing = true)
class BubblewrapConfiguration {

    private final RuntimeProperties properties;
    private final RunFolder folder;
    private final List<GateTarget> targets;

    BubblewrapConfiguration(RuntimeProperties properties) throws IOException {
        this.properties = properties;
        this.folder = new RunFolder(properties.runDir().toAbsolutePath().normalize());
        this.targets = GateTarget.of(properties);
        folder.prepare();
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    SocketGate socketGate() {
        return new SocketGate(folder.gate(), targets);
    }

    @Bean
    PackageIndex packageIndex() {
        return PackageIndex.of(
                properties.python(),
                properties.packages().hosts().stream().map(IndexAddress::parse).toList());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    IndexGate indexGate(PackageIndex index) {
        return new IndexGate(folder.index().resolve("index.sock"), index.addresses());
    }

    @Bean
    BubblewrapHost bubblewrapHost() {
        return new BubblewrapHost(properties, folder, targets);
    }

    @Bean(destroyMethod = "close")
    WaitingSandboxes waitingSandboxes(BubblewrapHost host) {
        return new WaitingSandboxes(folder, targets, host, properties.warmSandboxes());
    }

    @Bean
    AgentRuntime bubblewrapRuntime(BubblewrapHost host, WaitingSandboxes waiting, PackageIndex index, Clock clock) {
        var frameworks = Frameworks.of(properties.frameworks());
        var packages = new PackageFolders(folder, host, frameworks, index, properties.packages(), clock);
        return new BubblewrapRuntime(folder, host, packages, waiting);
    }
}
