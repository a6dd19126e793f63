package io.aispm.sdk.internal;

import io.aispm.sdk.AgentSurroundings;
import io.aispm.sdk.Aispm;
import io.aispm.sdk.AispmException;
import io.aispm.sdk.Chat;
import io.aispm.sdk.Llm;
import io.aispm.sdk.Mcp;
import io.aispm.sdk.SecretNotFoundException;
import io.aispm.sdk.Secrets;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The connection of one start: what bootstrap named, opened when this is made, closed once. */
public final class ConnectedAispm implements Aispm {

    private static final System.Logger log = System.getLogger("aispm");

    private static final Duration GRACE = Duration.ofSeconds(8);
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    private static @Nullable ConnectedAispm process;

    private final Identity identity;
    private final Bootstrap bootstrap;
    private final ControlPlane control;
    private final Wire wire;
    private final ScheduledExecutorService timers = timers();
    private final WiredChat chat;
    private final Llm llm;
    private final Mcp mcp;
    private final LogLines lines;
    private final Consumer<String> print;
    private final AtomicBoolean beating = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** What a connection is made of beside its addresses. {@code broken} hears when messages can't be read any more. */
    public record Parts(Wire wire, Clock clock, Consumer<String> print, Consumer<RuntimeException> broken) {}

    public ConnectedAispm(Identity identity, Bootstrap bootstrap, Parts parts) {
        this(identity, bootstrap, parts, new Http());
    }

    private ConnectedAispm(Identity identity, Bootstrap bootstrap, Parts parts, Http http) {
        this.identity = identity;
        this.bootstrap = bootstrap;
        this.wire = parts.wire();
        this.print = parts.print();
        this.control = new ControlPlane(identity, http);
        var replies = new Replies(wire, parts.clock());
        this.chat = new WiredChat(new Inbox(wire), replies, control, timers, parts.broken());
        this.llm = new GatewayLlm(bootstrap.modelsUrl(), bootstrap.llmApiKey(), http, timers);
        this.mcp = new McpTools(URI.create(bootstrap.mcpUrl()), identity.authorization(), http);
        this.lines = new LogLines(parts.clock(), this::ownSecrets);
    }

    /** The connection of this process, made when first asked for. */
    public static synchronized ConnectedAispm ofProcess() {
        if (process == null) {
            process = connect(System.getenv());
        }
        return process;
    }

    /** Waits for the end of this process's connection, if there is one. */
    static void joinIfConnected() {
        @Nullable ConnectedAispm made;
        synchronized (ConnectedAispm.class) {
            made = process;
        }
        if (made != null) {
            made.join();
        }
    }

    private static ConnectedAispm connect(Map<String, String> environment) {
        var identity = Identity.of(environment)
                .orElseThrow(() -> new AispmException(
                        "AGENT_ID, MCP_TOKEN and CONTROLLER_URL are not set: the platform did not start this agent"));
        var http = new Http();
        var bootstrap = new ControlPlane(identity, http).bootstrap();
        var settings = new KafkaSettings(identity.agentId(), bootstrap);
        var wire = new KafkaWire(settings, bootstrap.chatInTopic(), bootstrap.chatOutTopic());
        Thread.ofPlatform().name("aispm-chat-out").daemon().start(wire::warm);
        var parts = new Parts(wire, Clock.systemUTC(), System.out::println, ConnectedAispm::die);
        var made = new ConnectedAispm(identity, bootstrap, parts, http);
        Runtime.getRuntime().addShutdownHook(new Thread(made::close, "aispm-leaving"));
        return made;
    }

    /** An agent that can't read its messages must be seen to have failed, whatever else its process does. */
    private static void die(RuntimeException broken) {
        Complaints.print("the agent can't go on", broken);
        Thread.ofPlatform().daemon().start(() -> System.exit(1));
    }

    private static ScheduledExecutorService timers() {
        var timers = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("aispm-timers").daemon().factory());
        timers.setRemoveOnCancelPolicy(true);
        return timers;
    }

    @Override
    public AgentSurroundings surroundings() {
        return new AgentSurroundings(
                identity.agentId(),
                bootstrap.tenantId(),
                identity.controllerUrl(),
                bootstrap.mcpUrl(),
                identity.token(),
                bootstrap.modelsUrl(),
                bootstrap.llmApiKey(),
                bootstrap.kafkaBootstrapServers());
    }

    @Override
    public Chat chat() {
        return chat;
    }

    @Override
    public Llm llm() {
        return llm;
    }

    @Override
    public Mcp mcp() {
        return mcp;
    }

    @Override
    public Secrets secrets() {
        return this::secret;
    }

    private String secret(String name) {
        try {
            var path = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
            return control.ask("secrets/" + path).path("value").asString();
        } catch (ControlPlane.RefusedException refused) {
            if (refused.status() == 404) {
                throw new SecretNotFoundException(name);
            }
            throw refused;
        }
    }

    @Override
    public Runnable inTurn(Runnable work) {
        return Turn.bound(work);
    }

    @Override
    public void ready() {
        control.ready();
        if (!closed.get() && beating.compareAndSet(false, true)) {
            var unused = timers.scheduleWithFixedDelay(
                    () -> Thread.startVirtualThread(this::beat),
                    HEARTBEAT.toMillis(),
                    HEARTBEAT.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    /** So that people see when an agent was last alive. */
    private void beat() {
        try {
            control.report();
        } catch (IOException | AispmException away) {
            log.log(Level.DEBUG, "a heartbeat was not heard: {0}", away.toString());
        }
    }

    @Override
    public void log(String message, Map<String, ?> fields) {
        print.accept(lines.line(message, Turn.traceId(), fields));
    }

    private List<String> ownSecrets() {
        var password = bootstrap.kafkaSaslPassword();
        return List.of(identity.token(), bootstrap.llmApiKey(), password == null ? "" : password);
    }

    @Override
    public void join() {
        chat.join();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            chat.stop(GRACE);
            timers.shutdownNow();
            wire.close();
        }
    }
}
