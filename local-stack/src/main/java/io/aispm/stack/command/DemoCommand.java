package io.aispm.stack.command;

import io.aispm.stack.client.Agents;
import io.aispm.stack.machine.Fingerprint;
import io.aispm.stack.machine.Progress;
import io.aispm.stack.machine.StackException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The whole main job in one command. */
@Command(
        name = "demo",
        description = "Start everything, deploy an example agent, ask it a question, and show what was recorded.")
final class DemoCommand implements Callable<Integer> {

    private static final String NAME = "custom_agent";
    private static final String QUESTION = "In one sentence: why should an AI agent run inside a sandbox?";
    private static final Duration DEPLOY_PATIENCE = Duration.ofSeconds(90);
    private static final Duration ACTIVITY_PATIENCE = Duration.ofSeconds(10);
    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Set<String> EXPECTED = Set.of("chat user", "chat agent", "llm_call");

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Target target = new Target();

    @Option(names = "--port-offset", paramLabel = "N", defaultValue = "0", description = "added to every port")
    private int portOffset;

    @Override
    public Integer call() {
        var terminal = Terminal.of(spec);
        var progress = new Progress(terminal.getErr(), Clock.systemUTC());
        progress.line("Starting the platform");
        bringUp(progress);
        var platform = target.platform();
        var agents = new Agents(platform, Clock.systemUTC());
        progress.line("Deploying example-agents/python/custom_agent.py");
        var id = deployed(terminal, agents);
        progress.line("Asking: " + QUESTION);
        if (!new Conversation(terminal.getOut(), terminal.getErr(), false).say(platform, id, QUESTION, null)) {
            throw StackException.because("The agent did not answer; ./aispm activity %s tells more".formatted(NAME));
        }
        progress.line("What was recorded:");
        var complete = printActivity(terminal, agents, id);
        progress.line("The admin UI, signed in (valid once, for 5 minutes):");
        terminal.getOut().println(OpenCommand.link(platform));
        progress.line("The stack goes on running; ./aispm down stops it.");
        return complete ? 0 : 1;
    }

    private void bringUp(Progress progress) {
        var detached = new DetachedStack(target.stack(), progress);
        var running = target.stack().running();
        if (running.isPresent()) {
            detached.refresh(running.get());
            return;
        }
        detached.start(portOffset, "auto", true);
    }

    private String deployed(CommandLine terminal, Agents agents) {
        var file = target.stack().folders().project().resolve("example-agents/python/custom_agent.py");
        var known = agents.find(NAME);
        var agent = known.isPresent() ? renewed(agents, known.get(), file) : fresh(agents, file);
        if (AgentCommand.report(terminal, agent, "running") != 0) {
            throw StackException.because("The example agent does not run; ./aispm logs %s tells more".formatted(NAME));
        }
        return agent.path("id").asString();
    }

    private static JsonNode fresh(Agents agents, Path file) {
        return agents.deploy(new Agents.Upload(file, NAME, "1.0.0", "custom", Optional.empty()), DEPLOY_PATIENCE);
    }

    /** A second demo uses the agent of the first, with today's code. */
    private static JsonNode renewed(Agents agents, String id, Path file) {
        var agent = agents.get(id);
        if (!agent.path("code_sha256").asString().equals(Fingerprint.ofFile(file))) {
            agents.stop(id, DEPLOY_PATIENCE);
            agents.replaceCode(id, file);
        }
        return agents.start(id, DEPLOY_PATIENCE);
    }

    private static boolean printActivity(CommandLine terminal, Agents agents, String id) {
        var clock = Clock.systemUTC();
        var limit = clock.instant().plus(ACTIVITY_PATIENCE);
        var rows = agents.activity(id, 20);
        while (!kinds(rows).containsAll(EXPECTED) && clock.instant().isBefore(limit)) {
            pause();
            rows = agents.activity(id, 20);
        }
        for (int i = rows.size() - 1; i >= 0; i--) {
            terminal.getOut().println(ActivityRow.line(rows.get(i)));
        }
        terminal.getOut().flush();
        var missing = new TreeSet<>(EXPECTED);
        missing.removeAll(kinds(rows));
        if (!missing.isEmpty()) {
            terminal.getErr().println("missing rows: " + List.copyOf(missing));
        }
        return missing.isEmpty();
    }

    private static Set<String> kinds(JsonNode rows) {
        var kinds = new TreeSet<String>();
        rows.forEach(row ->
                kinds.add((row.path("kind").asString() + " " + row.path("role").asString("")).strip()));
        return kinds;
    }

    private static void pause() {
        try {
            Thread.sleep(GLANCE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
