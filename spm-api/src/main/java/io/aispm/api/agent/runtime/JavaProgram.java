package io.aispm.api.agent.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * The JVM of a jar agent with its options, within what the agent may use. The JVM can't see that from inside of a sandbox, so it is
 * told: half of the memory is its heap, the rest is for classes, threads, buffers and the sandbox's first process.
 */
public final class JavaProgram {

    private static final int HEAP_SHARE = 2;
    private static final int BUFFER_SHARE = 8;

    private JavaProgram() {}

    /** The command line up to where the jar adds how it is begun; {@code java} is the program as it lies inside. */
    public static List<String> of(String java, Limits limits) {
        var command = new ArrayList<>(List.of(
                java,
                "-Xmx" + limits.memoryMb() / HEAP_SHARE + "m",
                "-XX:MaxDirectMemorySize=" + limits.memoryMb() / BUFFER_SHARE + "m",
                "-XX:ActiveProcessorCount=" + (int) Math.max(1, Math.ceil(limits.cpuQuota()))));
        command.addAll(List.of(
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=32m",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xshare:auto",
                "-Duser.home=/tmp",
                "-Dslf4j.internal.verbosity=ERROR",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        return List.copyOf(command);
    }
}
