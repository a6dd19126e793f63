package io.aispm.api.agent.runtime;

import java.io.IOException;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses where agents run. */
@Configuration(proxyBeanMethods = false)
class RuntimeConfiguration {

    /** Sandboxes on this host. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "spm.agent.runtime", havingValue = "bubblewrap", matchIfMissing = true)
    static class Bubblewrap {

        private final RuntimeProperties properties;
        private final RunFolder folder;
        private final List<GateTarget> targets;

        Bubblewrap(RuntimeProperties properties) throws IOException {
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
        AgentRuntime bubblewrapRuntime() {
            return new BubblewrapRuntime(folder, targets, new BubblewrapHost(properties, folder, targets));
        }
    }
}
