package io.aispm.stack.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.TreeMap;

/** Where everything listens; one number moves them all. */
public record Ports(int offset) {

    private static final int HIGHEST = 18_502;

    public Ports {
        if (offset < 0 || HIGHEST + offset > 65_535) {
            throw StackException.because("--port-offset must lie between 0 and " + (65_535 - HIGHEST));
        }
    }

    public int people() {
        return 8092 + offset;
    }

    public int agents() {
        return 8093 + offset;
    }

    public int mcp() {
        return 8500 + offset;
    }

    public int llmProxy() {
        return 8501 + offset;
    }

    public int lineage() {
        return 8502 + offset;
    }

    public int localModel() {
        return 8600 + offset;
    }

    public int opa() {
        return 8181 + offset;
    }

    public int postgres() {
        return 5432 + offset;
    }

    public int kafka() {
        return 9092 + offset;
    }

    public int kafkaController() {
        return 9093 + offset;
    }

    /** Metrics and probes of a service lie ten thousand above its own port. */
    public int management(int port) {
        return port + 10_000;
    }

    public static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    private Map<Integer, String> owners() {
        var owners = new TreeMap<Integer, String>();
        owners.put(people(), "spm-api");
        owners.put(agents(), "spm-api's listener for agents");
        owners.put(mcp(), "spm-mcp");
        owners.put(llmProxy(), "spm-llm-proxy");
        owners.put(lineage(), "lineage-consumer");
        owners.put(localModel(), "local-model");
        owners.put(opa(), "opa");
        owners.put(postgres(), "postgres");
        owners.put(kafka(), "kafka");
        owners.put(kafkaController(), "kafka's controller");
        owners.put(management(people()), "spm-api's metrics");
        owners.put(management(mcp()), "spm-mcp's metrics");
        owners.put(management(llmProxy()), "spm-llm-proxy's metrics");
        owners.put(management(lineage()), "lineage-consumer's metrics");
        return owners;
    }

    /** Refuses to start where another program already listens. */
    public void requireFree() {
        owners().forEach((port, owner) -> {
            if (!isFree(port)) {
                throw StackException.because(
                        "Port %d, which %s needs, is taken by another program; --port-offset N moves all ports by N"
                                .formatted(port, owner));
            }
        });
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
