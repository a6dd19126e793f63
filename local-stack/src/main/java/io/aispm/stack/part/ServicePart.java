package io.aispm.stack.part;

import io.aispm.stack.keys.LocalIssuer;
import io.aispm.stack.machine.Ports;
import io.aispm.stack.supervise.Launch;
import io.aispm.stack.supervise.Part;
import io.aispm.stack.supervise.Running;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** One of the four services. */
public final class ServicePart implements Part {

    private static final String HOST = "127.0.0.1";

    private final StackContext context;
    private final String name;
    private final int port;
    private final int heapMb;
    private final Supplier<Map<String, String>> more;

    private ServicePart(StackContext context, String name, int port, int heapMb, Supplier<Map<String, String>> more) {
        this.context = context;
        this.name = name;
        this.port = port;
        this.heapMb = heapMb;
        this.more = more;
    }

    /** The control plane. */
    public static ServicePart api(StackContext context, AgentEnvironment agents, boolean localModel) {
        return new ServicePart(context, "spm-api", context.ports().people(), 448, () -> {
            var environment = new HashMap<String, String>();
            database(context, environment);
            var ports = context.ports();
            environment.put("SPM_AGENT_LISTENER_PORT", Integer.toString(ports.agents()));
            environment.put("AGENT_CONTROLLER_URL", Ports.url(ports.agents()));
            environment.put("SPM_MCP_URL", Ports.url(ports.mcp()) + "/mcp");
            environment.put("SPM_LLM_BASE_URL", Ports.url(ports.llmProxy()) + "/v1");
            environment.put(
                    "SPM_BUNDLE_KEY_FILE", context.keys().bundleKeyFile().toString());
            environment.putAll(issuer(context, System.getenv()));
            environment.put(
                    "SPM_UI_DIR",
                    context.folders().project().resolve("admin-ui/dist").toString());
            if (localModel) {
                environment.put("SPM_LOCAL_MODEL_URL", Ports.url(ports.localModel()) + "/v1");
            }
            environment.putAll(agents.variables());
            return environment;
        });
    }

    /** Whose tokens count: the local issuer's, or only another's whose keys the environment names; links are made by ours. */
    static Map<String, String> issuer(StackContext context, Map<String, String> given) {
        if (!given.getOrDefault("SPM_JWT_JWKS_URL", "").isEmpty()) {
            return Map.of("SPM_JWT_JWKS_FILE", "", "SPM_IDENTITY_ONEMACHINE", "false");
        }
        return Map.of(
                "SPM_JWT_ISSUER", LocalIssuer.NAME,
                "SPM_JWT_AUDIENCE", LocalIssuer.AUDIENCE,
                "SPM_JWT_JWKS_FILE", context.keys().publicKeysFile().toString());
    }

    /** The gateway to models. */
    public static ServicePart llmProxy(StackContext context) {
        return new ServicePart(context, "spm-llm-proxy", context.ports().llmProxy(), 192, () -> controller(context));
    }

    /** The gateway to tools. */
    public static ServicePart mcp(StackContext context) {
        return new ServicePart(context, "spm-mcp", context.ports().mcp(), 192, () -> controller(context));
    }

    /** The keeper of what happened. */
    public static ServicePart lineageConsumer(StackContext context) {
        return new ServicePart(context, "lineage-consumer", context.ports().lineage(), 192, () -> {
            var environment = new HashMap<String, String>();
            database(context, environment);
            return environment;
        });
    }

    /** Only who asks spm-api about each call is told where it is. */
    private static Map<String, String> controller(StackContext context) {
        return Map.of("SPM_CONTROLLER_URL", Ports.url(context.ports().people()));
    }

    private static void database(StackContext context, Map<String, String> environment) {
        environment.put("SPM_DATABASE_URL", Database.url(context.ports().postgres()));
        environment.put("SPM_DATABASE_USERNAME", Database.OWNER);
        environment.put("SPM_DATABASE_PASSWORD", context.keys().databasePassword());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> needs() {
        return List.of("postgres", "kafka");
    }

    @Override
    public Launch launch() {
        var application = Application.of(context.folders(), name);
        var environment = new HashMap<>(common());
        environment.putAll(context.kafka().variables());
        environment.putAll(more.get());
        var temporary = "-Djava.io.tmpdir=" + context.folders().temporary();
        return new Launch(Jvm.command(application, heapMb, List.of(temporary)), environment, application.build());
    }

    private Map<String, String> common() {
        var ports = context.ports();
        var keys = context.keys();
        return Map.ofEntries(
                Map.entry("SERVER_PORT", Integer.toString(port)),
                Map.entry("MANAGEMENT_SERVER_PORT", Integer.toString(ports.management(port))),
                Map.entry("SPM_BIND_ADDRESS", HOST),
                Map.entry("SPM_ONE_MACHINE", "true"),
                Map.entry("SPM_SERVICE_NAME", name),
                Map.entry("SPM_SERVICE_TOKEN_FILE", keys.serviceTokenFile(name).toString()),
                Map.entry("SPM_SERVICE_TOKENS_DIR", keys.serviceTokens().toString()),
                Map.entry("SPM_KEYRING_FILE", keys.keyRingFile().toString()),
                Map.entry("SPM_LINEAGE_URL", Ports.url(ports.lineage())),
                Map.entry("OPA_URL", Ports.url(ports.opa())),
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", HOST + ":" + ports.kafka()),
                Map.entry("KAFKA_SASL_MECHANISM", "SCRAM-SHA-512"),
                Map.entry("KAFKA_SASL_USERNAME", name),
                Map.entry("KAFKA_SASL_PASSWORD", keys.kafkaPassword(name)));
    }

    @Override
    public boolean isReady(Running running) {
        return HealthProbe.ask(Ports.url(port)).isUp();
    }
}
