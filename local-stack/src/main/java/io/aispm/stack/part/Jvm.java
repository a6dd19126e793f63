package io.aispm.stack.part;

import java.util.ArrayList;
import java.util.List;

/** How a service's JVM is started on a small machine: a bounded heap, a small collector, a quick start. */
final class Jvm {

    private Jvm() {}

    static List<String> command(Application application, int heapMb, List<String> more) {
        var command = new ArrayList<>(List.of(
                StackContext.java().toString(),
                "-Xmx" + heapMb + "m",
                "-Xms32m",
                "-XX:+UseSerialGC",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:SharedArchiveFile=" + application.archive(),
                "-XX:+AutoCreateSharedArchive",
                "-Xlog:cds=off",
                "-Xlog:aot=off",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true"));
        command.addAll(more);
        command.addAll(List.of("-jar", application.jar().toString()));
        return command;
    }
}
