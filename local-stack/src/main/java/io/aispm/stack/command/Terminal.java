package io.aispm.stack.command;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command writes: results to its output, progress to its errors. */
final class Terminal {

    private Terminal() {}

    static CommandLine of(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec, "picocli injects it").commandLine();
    }
}
