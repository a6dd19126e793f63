package io.aispm.stack;

import io.aispm.stack.command.Commands;

/** The Java side of {@code ./aispm}. */
public final class Aispm {

    private Aispm() {}

    public static void main(String[] args) {
        System.exit(Commands.run(args));
    }
}
