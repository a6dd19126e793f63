package io.aispm.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.TraceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTests {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @ParameterizedTest
    @ValueSource(strings = {"", "1-1-1-1-1", "not-a-uuid", "0197e5a0-1111-7000-8000-00000000000g"})
    void refusesAMalformedAgentId(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AgentId.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "T1", "a.b", "a_b", "../t1"})
    void refusesAMalformedTenant(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TenantId.of(text));
    }

    @Test
    void refusesATenantOf64Characters() {
        assertThatIllegalArgumentException().isThrownBy(() -> TenantId.of("a".repeat(64)));
    }

    @Test
    void readsTheTraceOfATraceparent() {
        assertThat(TraceId.ofTraceparent("00-" + TRACE + "-00f067aa0ba902b7-01"))
                .contains(TraceId.of(TRACE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                TRACE,
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
            })
    void ignoresAMalformedTraceparent(String header) {
        assertThat(TraceId.ofTraceparent(header)).isEmpty();
    }

    @Test
    void aTraceIdMakesTheTraceparentThatItIsReadFrom() {
        var trace = TraceId.of(TRACE);

        assertThat(trace.traceparent()).isEqualTo("00-" + TRACE + "-" + TRACE.substring(16) + "-01");
        assertThat(TraceId.ofTraceparent(trace.traceparent())).contains(trace);
    }

    @Test
    void namesAnAgentsTopicsByTenantAndId() {
        var agent = AgentId.of("0197e5a0-1111-7000-8000-000000000001");

        assertThat(Topics.chatIn(TenantId.of("t1"), agent))
                .isEqualTo("cpm.t1.agents.0197e5a0-1111-7000-8000-000000000001.chat.in");
        assertThat(Topics.group(TenantId.of("t1"), agent, "7"))
                .isEqualTo("cpm.t1.agents.0197e5a0-1111-7000-8000-000000000001.7");
    }
}
