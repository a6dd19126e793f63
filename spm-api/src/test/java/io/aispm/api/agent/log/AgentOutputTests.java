package io.aispm.api.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.agent.ScriptedRuntime;
import io.aispm.api.agent.runtime.LogLine;
import io.aispm.contract.agent.AgentId;
import io.aispm.kit.id.Ids;
import io.aispm.kit.secret.Tokens;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentOutputTests {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final AgentId agent = new AgentId(new Ids().next());
    private final ScriptedRuntime runtime = new ScriptedRuntime();
    private final AgentOutput output = new AgentOutput(runtime);

    @ParameterizedTest
    @ValueSource(strings = {"mcp_", "llm_", "kafka_"})
    void tellsNoneOfTheTokensThatAnAgentWasGiven(String kind) {
        var token = Tokens.mint(kind);
        runtime.write(agent, NOW, "stderr", "environ({'TOKEN': '" + token + "', 'X': '1'})");

        assertThat(output.lines(agent, 10))
                .singleElement()
                .extracting(LogLine::text)
                .asString()
                .doesNotContain(token.substring(kind.length()))
                .contains("'X': '1'");
    }

    @Test
    void isOtherwiseAsItWasWritten() {
        runtime.write(agent, NOW, "stdout", "llm_call took 3 ms; mcp_server is up");

        assertThat(output.lines(agent, 10))
                .containsExactly(new LogLine(NOW, "stdout", "llm_call took 3 ms; mcp_server is up"));
    }
}
