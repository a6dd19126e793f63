package io.aispm.stack.machine;

/** The program that builds the agents' sandboxes. */
public final class Bubblewrap {

    private Bubblewrap() {}

    /** Makes sure that sandboxes can be made here. */
    public static void require(Progress progress) {
        if (isMissing()) {
            SystemPackages.install(progress, "agents run inside its sandboxes", "bubblewrap");
        }
        var tried = tried();
        if (!tried.succeeded()) {
            throw StackException.because(
                    "bubblewrap can't make a sandbox here: %s; unprivileged user namespaces may be off: sudo sysctl kernel.unprivileged_userns_clone=1 kernel.apparmor_restrict_unprivileged_userns=0"
                            .formatted(tried.lastLine()));
        }
    }

    /** Whether the program is not here. */
    static boolean isMissing() {
        return Shell.which("bwrap").isEmpty();
    }

    /** Whether it can make a sandbox. */
    static boolean works() {
        return tried().succeeded();
    }

    private static Shell.Outcome tried() {
        return Shell.run("bwrap", "--unshare-all", "--ro-bind", "/", "/", "true");
    }
}
