package io.aispm.api;

import io.aispm.api.agent.ScriptedRuntime;
import io.aispm.api.agent.TestAgents;
import io.aispm.api.agent.life.Registrations;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** What a test of the control plane has in place of a part that lives outside of it. */
@TestConfiguration(proxyBeanMethods = false)
class SpmApiTestBeans {

    @Bean
    ScriptedRuntime agentRuntime() {
        return new ScriptedRuntime();
    }

    @Bean
    TestAgents testAgents(Registrations registrations, ScriptedRuntime runtime) {
        return new TestAgents(registrations, runtime);
    }
}
