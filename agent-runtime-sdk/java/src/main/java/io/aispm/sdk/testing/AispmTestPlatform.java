package io.aispm.sdk.testing;

import io.aispm.sdk.Agent;
import io.aispm.sdk.Aispm;
import io.aispm.sdk.AispmException;
import io.aispm.sdk.internal.Bootstrap;
import io.aispm.sdk.internal.ConnectedAispm;
import io.aispm.sdk.internal.Identity;
import io.aispm.sdk.internal.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Everything that an agent talks to, for one agent and until it is closed; with JUnit, a field annotated {@code @AutoClose}:
 *
 * <pre>{@code
 * platform.tools().put("web_fetch", arguments -> Map.of("results", List.of(Map.of("content", "It is 4711."))));
 * platform.llm().calls("web_fetch", Map.of("query", "the number")).says("4711");
 * platform.start(new MyAgent());
 * assertThat(platform.ask("Which number is it?").text()).isEqualTo("4711");
 * }</pre>
 *
 * Guard and policies are not in it: what they refuse never reaches an agent.
 */
public final class AispmTestPlatform implements AutoCloseable {

    private static final Identity IDENTITY =
            new Identity("00000000-0000-0000-0000-000000000000", "token-of-a-test", "");
    private static final String MODELS_KEY = "key-of-a-test";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern SECRET = Pattern.compile("/agents/[^/]+/secrets/(.+)");
    private static final Pattern MESSAGES = Pattern.compile("/agents/[^/]+/sessions/([^/]+)/messages");

    private final ScriptedModel llm = new ScriptedModel();
    private final StandInTools tools = new StandInTools();
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final List<LogLine> logged = new CopyOnWriteArrayList<>();
    private final Conversations conversations = new Conversations();
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private final CompletableFuture<Boolean> crash = new CompletableFuture<>();
    private final Doors doors = new Doors();
    private final ConnectedAispm aispm;

    public AispmTestPlatform() {
        doors.open("/agents/", IDENTITY.token(), this::control);
        doors.open("/v1/chat/completions", MODELS_KEY, knock -> llm.answer(knock.body()));
        doors.open("/mcp", IDENTITY.token(), knock -> tools.answer(knock.body(), knock.traceparent()));
        var identity = new Identity(IDENTITY.agentId(), IDENTITY.token(), doors.url());
        var parts = new ConnectedAispm.Parts(
                conversations, Clock.systemUTC(), this::log, broken -> crash.completeExceptionally(broken));
        aispm = new ConnectedAispm(identity, bootstrap(doors.url()), parts);
    }

    private static Bootstrap bootstrap(String url) {
        return new Bootstrap(
                "test",
                url + "/mcp",
                url + "/v1",
                MODELS_KEY,
                "127.0.0.1:9092",
                null,
                null,
                null,
                null,
                "group-of-a-test",
                "test.chat.in",
                "test.chat.out",
                null);
    }

    /** The connection that agents under test get. */
    public Aispm aispm() {
        return aispm;
    }

    /** The model's script. */
    public ScriptedModel llm() {
        return llm;
    }

    /** The tools. */
    public StandInTools tools() {
        return tools;
    }

    /** Secrets by name. */
    public Map<String, String> secrets() {
        return secrets;
    }

    /** What the agent logged. */
    public List<LogLine> logged() {
        return List.copyOf(logged);
    }

    /** Whether the agent has said that it can take messages. */
    public boolean isReady() {
        return ready.isDone();
    }

    /** Runs the agent as the platform does, on a thread of its own; returns when it is ready, and fails as it fails. */
    public void start(Agent agent) {
        Thread.ofVirtual().name("agent-under-test").start(() -> {
            try {
                agent.run(aispm);
            } catch (Exception | AssertionError failed) {
                crash.completeExceptionally(failed);
            }
        });
        await(ready, PATIENCE, "the agent did not become ready within " + PATIENCE.toSeconds() + " s");
    }

    /** Adds to a session's history; {@code role} is {@code user} or {@code agent}. Turns of {@link #ask} are added by themselves. */
    public void remember(String sessionId, String role, String text) {
        conversations.remember(sessionId, role, text);
    }

    /** Says something to the agent in a new session and waits up to 10 s for its whole answer. */
    public Reply ask(String text) {
        return ask(text, UUID.randomUUID().toString());
    }

    /** The same in a session. */
    public Reply ask(String text, String sessionId) {
        return ask(text, sessionId, "ada", PATIENCE);
    }

    /** The same as somebody, with a patience of one's own; an agent that crashes fails the test with its own exception. */
    public Reply ask(String text, String sessionId, String userId, Duration patience) {
        var question = conversations.say(text, sessionId, userId);
        try {
            return await(
                    question.answer(),
                    patience,
                    "the agent did not answer within " + patience.toMillis() / 1000.0 + " s");
        } finally {
            conversations.closeTurn(question);
        }
    }

    private <T> T await(CompletableFuture<T> wanted, Duration patience, String late) {
        try {
            CompletableFuture.anyOf(wanted, crash).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return wanted.join();
        } catch (TimeoutException none) {
            throw new AispmException(late, none);
        } catch (ExecutionException failed) {
            throw new AispmException("the agent failed: " + failed.getCause(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AispmException("interrupted while waiting for the agent", interrupted);
        }
    }

    private void log(String line) {
        var document = Json.MAPPER.readTree(line);
        var trace = document.path("trace");
        logged.add(new LogLine(
                document.path("message").asString(),
                trace.isString() ? trace.asString() : null,
                document.path("fields")));
    }

    private Answer control(Doors.Knock knock) {
        if (knock.path().endsWith("/ready")) {
            ready.complete(true);
            return Answer.nothing();
        }
        var secret = SECRET.matcher(knock.path());
        if (secret.matches()) {
            var value = secrets.get(secret.group(1));
            return value == null
                    ? Answer.json(404, Map.of("detail", "secret '" + secret.group(1) + "' not configured"))
                    : Answer.json(200, Map.of("value", value));
        }
        var messages = MESSAGES.matcher(knock.path());
        if (messages.matches()) {
            var limit = Integer.parseInt(knock.parameters().getOrDefault("limit", "10"));
            return Answer.json(200, conversations.history(messages.group(1), limit));
        }
        return Answer.json(404, Map.of("detail", "Not found"));
    }

    /** Stops the agent as the platform does: its turns in hand may finish. */
    @Override
    public void close() {
        aispm.close();
        doors.close();
    }
}
