package io.aispm.stack.machine;

import java.util.Locale;

/** What agents run in on one machine. */
public enum AgentRuntimeKind {
    BUBBLEWRAP,
    DOCKER;

    /** Says which one it is to be, and why; {@code auto} takes bubblewrap where it works and Docker elsewhere. */
    public static AgentRuntimeKind choose(String wanted, Progress progress) {
        return switch (wanted) {
            case "bubblewrap", "docker" -> of(wanted);
            case "auto" -> {
                var chosen = automatic();
                progress.say(
                        chosen == BUBBLEWRAP
                                ? "agents run under bubblewrap (Linux, no Docker needed)"
                                : "agents run in Docker (an engine answers, and bubblewrap makes no sandbox here)");
                yield chosen;
            }
            default -> throw StackException.because("--runtime is docker, bubblewrap or auto");
        };
    }

    /** Reads what {@link #toString} wrote. */
    public static AgentRuntimeKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static AgentRuntimeKind automatic() {
        return Bubblewrap.isMissing() || Bubblewrap.works() || !DockerEngine.answers() ? BUBBLEWRAP : DOCKER;
    }

    /** As it is written on the wire. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
