package io.aispm.stack.command;

import io.aispm.stack.part.Stores;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the database, the topics and the access rules that a deployment starts with. */
@Command(name = "prepare-stores", hidden = true)
final class PrepareStoresCommand implements Callable<Integer> {

    @Mixin
    private StackOptions stack = new StackOptions();

    @Option(names = "--postgres", paramLabel = "HOST:PORT", required = true)
    private String postgres = "";

    @Option(names = "--kafka", paramLabel = "HOST:PORT", required = true)
    private String kafka = "";

    @Override
    public Integer call() {
        new Stores(stack.keys()).prepare(postgres, kafka);
        return 0;
    }
}
