package io.aispm.api.agent.runtime.gate;

import io.aispm.api.agent.runtime.RuntimeProperties;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** One address outside that agents may reach: inside it is the same port of the loopback address. */
public record GateTarget(String host, int port) {

    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    /** Whether an agent finds the host by a name that has to be told inside its sandbox. */
    public boolean needsName() {
        return !host.equals("localhost") && !ADDRESS.matcher(host).matches();
    }

    /** The services that agents call and the broker, each once. */
    public static List<GateTarget> of(RuntimeProperties properties) {
        var targets = new TreeMap<Integer, GateTarget>();
        for (var url : List.of(properties.controllerUrl(), properties.mcpUrl(), properties.llmBaseUrl())) {
            add(targets, of(url));
        }
        COMMA.splitAsStream(properties.kafkaBootstrapServers())
                .forEach(server -> add(targets, of(URI.create("kafka://" + server.strip()))));
        return new ArrayList<>(targets.values());
    }

    private static GateTarget of(URI url) {
        if (url.getHost() == null) {
            throw new IllegalArgumentException("agents can't be given the address '" + url + "': it names no host");
        }
        var port = url.getPort() != -1 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
        var target = new GateTarget(url.getHost(), port);
        if (!target.needsName() && !target.isLoopback()) {
            throw new IllegalArgumentException(
                    "agents in sandboxes reach '" + url + "' by a name or a loopback address only");
        }
        return target;
    }

    private static void add(TreeMap<Integer, GateTarget> targets, GateTarget target) {
        var other = targets.putIfAbsent(target.port(), target);
        if (other != null && !other.host().equals(target.host())) {
            throw new IllegalArgumentException("agents in sandboxes need a port of its own for each service: "
                    + other.host() + " and " + target.host() + " share " + target.port());
        }
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
