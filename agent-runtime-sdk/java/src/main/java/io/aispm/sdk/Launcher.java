package io.aispm.sdk;

import io.aispm.sdk.internal.EntryPoint;

/**
 * Runs the agent of a jar, found by {@link java.util.ServiceLoader} or by the manifest's {@code Main-Class}. The platform starts
 * it; nobody has to name it.
 */
public final class Launcher {

    private Launcher() {}

    /** Takes {@code --dry-load}, which makes the agent without running it, and the name of a class where no service is named. */
    public static void main(String[] arguments) {
        System.exit(EntryPoint.run(arguments));
    }
}
