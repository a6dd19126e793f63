package io.aispm.stack.part;

import io.aispm.stack.machine.Folders;
import io.aispm.stack.machine.Ports;
import io.aispm.stack.supervise.StackState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Names and addresses of the parts, for those who ask about a stack from outside. */
public final class StackParts {

    private StackParts() {}

    /** The parts that speak HTTP, and where. */
    public static Map<String, String> services(Ports ports) {
        var services = new LinkedHashMap<String, String>();
        services.put("spm-api", Ports.url(ports.people()));
        services.put("spm-mcp", Ports.url(ports.mcp()));
        services.put("spm-llm-proxy", Ports.url(ports.llmProxy()));
        services.put("lineage-consumer", Ports.url(ports.lineage()));
        services.put("opa", Ports.url(ports.opa()));
        services.put("local-model", Ports.url(ports.localModel()));
        return services;
    }

    /** Where the database is, with its owner's name and password: for this machine's owner only. */
    public static String database(Ports ports, String password) {
        return "%s?user=%s&password=%s".formatted(Database.url(ports.postgres()), Database.OWNER, password);
    }

    /** The parts that run from another build than the project's present one. */
    static Set<String> stale(Folders folders, Map<String, StackState.Mark> running) {
        return modules(running.keySet()).stream()
                .filter(module -> !Application.build(folders, module)
                        .equals(Objects.requireNonNull(running.get(module)).build()))
                .collect(Collectors.toSet());
    }

    /** The parts that are built from a module of this project. */
    static Set<String> modules(Set<String> parts) {
        return parts.stream().filter(StackParts::isModule).collect(Collectors.toSet());
    }

    private static boolean isModule(String part) {
        return part.startsWith("spm-") || part.equals("lineage-consumer") || part.equals("local-model");
    }
}
