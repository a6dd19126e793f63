package io.aispm.stack.command;

import io.aispm.stack.client.Agents;
import io.aispm.stack.client.ApiException;
import io.aispm.stack.client.Platform;
import io.aispm.stack.machine.Fingerprint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** One agent that is being written: as it is now in the sandbox, and gone when this ends. */
final class DevSession implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long LOOK_MS = 400;

    private final Platform platform;
    private final Agents agents;
    private final Agents.Upload upload;
    private final CommandLine terminal;
    private final AgentOutput output;
    private final String conversation = UUID.randomUUID().toString();
    private final ReentrantLock turn = new ReentrantLock();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("dev-watch").factory());
    private final AtomicBoolean gone = new AtomicBoolean();
    private @Nullable String agent;
    private String running = "";

    DevSession(Platform platform, Agents agents, Agents.Upload upload, CommandLine terminal) {
        this.platform = platform;
        this.agents = agents;
        this.upload = upload;
        this.terminal = terminal;
        this.output = new AgentOutput(platform, terminal.getErr());
    }

    /** Deploys the file and says each line of the input to the agent; false when it could not be deployed. */
    boolean chat(BufferedReader input) throws IOException {
        running = Fingerprint.ofFile(upload.code());
        var deployed = agents.deploy(upload, PATIENCE);
        agent = deployed.path("id").asString();
        tell(deployed);
        var _ = watch.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
        say("Type a message; save the file to start it anew; end the input (Ctrl-D) to leave.");
        for (var line = input.readLine(); line != null; line = input.readLine()) {
            if (!line.isBlank()) {
                speak(line.strip());
            }
        }
        return true;
    }

    private void speak(String text) {
        turn.lock();
        try {
            new Conversation(terminal.getOut(), terminal.getErr(), false)
                    .inOneSession()
                    .say(platform, id(), text, conversation);
            output.printNew(id());
        } catch (ApiException refused) {
            say(refused.text());
        } finally {
            turn.unlock();
        }
    }

    private void look() {
        turn.lock();
        try {
            var now = Files.exists(upload.code()) ? Fingerprint.ofFile(upload.code()) : running;
            if (!now.equals(running)) {
                running = now;
                reload();
            }
            output.printNew(id());
        } catch (ApiException refused) {
            say("It goes on as it was: " + refused.text());
        } catch (UncheckedIOException halfWritten) {
            say("The file can't be read; looking again.");
        } finally {
            turn.unlock();
        }
    }

    private void reload() {
        agents.replaceCode(id(), upload.code());
        say("%s has changed; starting it anew".formatted(upload.code().getFileName()));
        agents.stop(id(), PATIENCE);
        tell(agents.start(id(), PATIENCE));
    }

    private void tell(JsonNode agentNow) {
        agentNow.path("warnings").forEach(warning -> say("warning: " + warning.asString()));
        var reason = agentNow.path("state_reason").asString("");
        say("%s is %s%s"
                .formatted(upload.code().getFileName(), Agents.state(agentNow), reason.isEmpty() ? "" : ": " + reason));
    }

    private void say(String sentence) {
        terminal.getErr().println(sentence);
        terminal.getErr().flush();
    }

    private String id() {
        return String.valueOf(agent);
    }

    /** Removes the agent. */
    @Override
    public void close() {
        watch.shutdownNow();
        if (!gone.getAndSet(true) && agent != null) {
            agents.delete(agent);
        }
    }
}
