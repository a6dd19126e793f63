package io.aispm.stack.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PortsTests {

    @Test
    void areTheContractsWithoutAnOffset() {
        var ports = new Ports(0);

        assertThat(ports.people()).isEqualTo(8092);
        assertThat(ports.agents()).isEqualTo(8093);
        assertThat(ports.management(ports.people())).isEqualTo(18_092);
        assertThat(ports.management(ports.lineage())).isEqualTo(18_502);
    }

    @Test
    void moveTogether() {
        var ports = new Ports(20_000);

        assertThat(ports.kafka()).isEqualTo(29_092);
        assertThat(ports.management(ports.mcp())).isEqualTo(38_500);
    }

    @Test
    void stayPorts() {
        assertThatThrownBy(() -> new Ports(60_000)).isInstanceOf(StackException.class);
        assertThatThrownBy(() -> new Ports(-1)).isInstanceOf(StackException.class);
    }
}
