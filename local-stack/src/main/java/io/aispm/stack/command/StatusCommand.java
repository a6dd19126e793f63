package io.aispm.stack.command;

import io.aispm.stack.machine.Ports;
import io.aispm.stack.part.HealthProbe;
import io.aispm.stack.part.StackParts;
import io.aispm.stack.supervise.StackState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Says what runs; exit code 3 when nothing does. */
@Command(name = "status", description = "Say what runs; exit code 3 when nothing does.")
final class StatusCommand implements Callable<Integer> {

    static final int NOTHING_RUNS = 3;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Option(names = "--json", description = "print JSON, for machines")
    private boolean json;

    @Override
    public Integer call() {
        var running = stack.running();
        if (running.isEmpty()) {
            print(Map.of("state", "down"), "down");
            return NOTHING_RUNS;
        }
        var status = describe(running.get());
        print(status, text(status));
        return 0;
    }

    private Map<String, Object> describe(StackState state) {
        var ports = new Ports(state.portOffset());
        var services = new LinkedHashMap<String, Object>();
        StackParts.services(ports).forEach((name, url) -> {
            if (state.parts().containsKey(name) || !name.equals("local-model")) {
                services.put(name, service(state, name, url));
            }
        });
        var status = new LinkedHashMap<String, Object>();
        status.put("state", word(state.phase()));
        status.put("services", services);
        status.put("kafka", with(Map.of("bootstrap_servers", "127.0.0.1:" + ports.kafka()), pid(state, "kafka")));
        var database = StackParts.database(ports, stack.keys().databasePassword());
        status.put("postgres", with(Map.of("jdbc_url", database), pid(state, "postgres")));
        status.put("agent_runtime", state.agentRuntime());
        status.put("data_dir", stack.folders().data().toString());
        return status;
    }

    private static Map<String, Object> service(StackState state, String name, String url) {
        var health = HealthProbe.ask(url);
        var service = new LinkedHashMap<String, Object>();
        service.put("url", url);
        service.put("health", health.status());
        if (!health.degraded().isEmpty()) {
            service.put("degraded", health.degraded());
        }
        service.put("pid", pid(state, name));
        return service;
    }

    private static long pid(StackState state, String part) {
        var process = state.parts().get(part);
        return process == null ? 0 : process.pid();
    }

    private static Map<String, Object> with(Map<String, String> address, long pid) {
        var whole = new LinkedHashMap<String, Object>(address);
        whole.put("pid", pid);
        return whole;
    }

    private static String word(StackState.Phase phase) {
        return switch (phase) {
            case STARTING -> "starting";
            case UP -> "up";
            case STOPPING -> "stopping";
        };
    }

    private static String text(Map<String, Object> status) {
        var text = new StringBuilder().append(status.get("state")).append(System.lineSeparator());
        if (status.get("services") instanceof Map<?, ?> services) {
            services.forEach((name, value) -> {
                if (value instanceof Map<?, ?> service) {
                    text.append("  %-17s %-8s %s%n".formatted(name, service.get("health"), service.get("url")));
                }
            });
        }
        return text.append("  data in ").append(status.get("data_dir")).toString();
    }

    private void print(Map<String, Object> machine, String person) {
        Terminal.of(spec).getOut().println(json ? JsonMapper.shared().writeValueAsString(machine) : person);
    }
}
