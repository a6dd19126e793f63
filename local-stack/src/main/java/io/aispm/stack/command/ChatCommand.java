package io.aispm.stack.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a message and prints the reply as it comes. */
@Command(name = "chat", description = "Send a message to an agent and print its reply as it comes.")
final class ChatCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Target target = new Target();

    @Parameters(index = "0", paramLabel = "ID", description = "the agent's id or name")
    private String agent = "";

    @Parameters(index = "1", paramLabel = "TEXT", description = "the message")
    private String text = "";

    @Option(names = "--session", paramLabel = "S", description = "the conversation to go on with")
    private @Nullable String session;

    @Override
    public Integer call() {
        var terminal = Terminal.of(spec);
        var conversation = new Conversation(terminal.getOut(), terminal.getErr(), target.json());
        var id = target.agents().idOf(agent);
        return conversation.say(target.platform(), id, text, session) ? 0 : 1;
    }
}
