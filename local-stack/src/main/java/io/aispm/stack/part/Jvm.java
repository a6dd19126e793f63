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
                // A quick start on two cores is worth more here than the last tenth of speed under load.
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true"));
        command.addAll(application.archive().options());
        command.addAll(more);
        command.addAll(List.of("-jar", application.jar().toString()));
        return command;
    }
}
