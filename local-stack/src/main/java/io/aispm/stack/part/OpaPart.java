package io.aispm.stack.part;

import io.aispm.stack.keys.SecretFiles;
import io.aispm.stack.machine.Ports;
import io.aispm.stack.supervise.Launch;
import io.aispm.stack.supervise.Part;
import io.aispm.stack.supervise.Running;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The policy engine; it fetches its bundle from spm-api, and asks again while that is away. */
public final class OpaPart implements Part {

    /**
     * A decision makes 80 kB of garbage, and one that meets a collection takes several times as long: memory is left to grow up
     * to its limit.
     */
    private static final Map<String, String> COLLECTS_SELDOM = Map.of("GOMEMLIMIT", "192MiB", "GOGC", "1000");

    private final StackContext context;
    private final AgentEnvironment environment;

    public OpaPart(StackContext context, AgentEnvironment environment) {
        this.context = context;
        this.environment = environment;
    }

    @Override
    public String name() {
        return "opa";
    }

    /** It would only complain about a missing bundle before. */
    @Override
    public List<String> needs() {
        return List.of("spm-api");
    }

    @Override
    public Launch launch() {
        var files = new SecretFiles(context.folders().data().resolve("opa"));
        files.write("config.json", configuration());
        var command = List.of(
                environment.opa().toString(),
                "run",
                "--server",
                "--addr",
                "127.0.0.1:" + context.ports().opa(),
                "--config-file",
                files.path("config.json").toString(),
                "--set-file",
                "keys.bundle.key=" + context.keys().bundlePublicKeyFile(),
                "--log-level",
                "error",
                "--disable-telemetry");
        return new Launch(command, COLLECTS_SELDOM);
    }

    @Override
    public boolean isReady(Running running) {
        return HealthProbe.ask(Ports.url(context.ports().opa())).isUp();
    }

    private String configuration() {
        var credentials = Map.of(
                "bearer",
                Map.of("token_path", context.keys().serviceTokenFile("opa").toString()));
        var controller = Ports.url(context.ports().people());
        var services = Map.of(
                "spm", Map.of("url", controller, "credentials", credentials),
                "status", Map.of("url", controller + "/internal/opa", "credentials", credentials));
        var polling = Map.of("min_delay_seconds", 1, "max_delay_seconds", 2, "long_polling_timeout_seconds", 10);
        var bundle = Map.of(
                "service",
                "spm",
                "resource",
                "/internal/opa/bundle.tar.gz",
                "polling",
                polling,
                "signing",
                Map.of("keyid", "bundle"));
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "services",
                        services,
                        "keys",
                        Map.of("bundle", Map.of("algorithm", "ES256")),
                        "status",
                        Map.of("service", "status", "partition_name", "bundles"),
                        "bundles",
                        Map.of("spm", bundle)));
    }
}
