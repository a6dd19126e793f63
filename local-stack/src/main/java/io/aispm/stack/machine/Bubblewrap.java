package io.aispm.stack.machine;

/** The program that builds the agents' sandboxes. */
public final class Bubblewrap {

    private Bubblewrap() {}

    /** Makes sure that sandboxes can be made here. */
    public static void require(Progress progress) {
        if (Shell.which("bwrap").isEmpty()) {
            SystemPackages.install(progress, "agents run inside its sandboxes", "bubblewrap");
        }
        var tried = Shell.run("bwrap", "--unshare-all", "--ro-bind", "/", "/", "true");
        if (!tried.succeeded()) {
            throw StackException.because(
                    "bubblewrap can't make a sandbox here: %s; unprivileged user namespaces may be off: sudo sysctl kernel.unprivileged_userns_clone=1 kernel.apparmor_restrict_unprivileged_userns=0"
                            .formatted(tried.lastLine()));
        }
    }
}
