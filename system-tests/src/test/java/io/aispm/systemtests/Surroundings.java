package io.aispm.systemtests;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a probe looks for.
 *
 * @param neighbour another agent of the same tenant
 * @param marker stands in the neighbour's code, in a process's environment and in a file of the scratch folder
 * @param ports the platform's own ports by what is behind them
 */
record Surroundings(
        Probe probe,
        Probe neighbour,
        String marker,
        Path scratch,
        Path secretFile,
        Map<String, Integer> ports,
        String hostListener,
        Path hostSocket) {

    /** A port that the neighbour opens. */
    static final int LISTENING = 18_999;

    /** The neighbour's topic or group. */
    String neighbours(String what) {
        return "cpm.probes.agents." + neighbour.id() + "." + what;
    }

    String connect(String part) {
        return "connect 127.0.0.1 " + ports.get(part);
    }

    String outsideConnect(String part) {
        return Probe.outside(List.of(), connect(part));
    }
}
