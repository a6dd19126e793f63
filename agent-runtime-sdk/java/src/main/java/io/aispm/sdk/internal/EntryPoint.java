package io.aispm.sdk.internal;

import io.aispm.sdk.Agent;
import io.aispm.sdk.AispmException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Where a jar's agent begins. */
public final class EntryPoint {

    private static final String DRY = "--dry-load";
    private static final int FAILED = 1;

    private EntryPoint() {}

    /** Runs an agent to its end, or only makes it; answers the process's exit status. */
    public static int run(String[] arguments) {
        var dry = arguments.length > 0 && arguments[0].equals(DRY);
        var named = arguments.length > (dry ? 1 : 0) ? arguments[arguments.length - 1] : "";
        try {
            var agent = named.isEmpty() ? Optional.of(service()) : ofClass(named, dry);
            if (agent.isPresent() && !dry) {
                live(agent.get());
            }
            return 0;
        } catch (InvocationTargetException thrown) {
            Complaints.print("the agent failed", thrown.getCause() == null ? thrown : thrown.getCause());
        } catch (Exception | LinkageError | ServiceConfigurationError failed) {
            Complaints.print("the agent failed", failed);
        }
        return FAILED;
    }

    private static void live(Agent agent) throws Exception {
        var aispm = ConnectedAispm.ofProcess();
        agent.run(aispm);
        aispm.join();
    }

    private static Agent service() {
        var found = ServiceLoader.load(Agent.class).stream().toList();
        if (found.size() != 1) {
            throw new AispmException(
                    "META-INF/services/" + Agent.class.getName() + " must name one agent; it names " + found.size());
        }
        return found.getFirst().get();
    }

    /** An agent to run; nothing where the class has a {@code main} that was run instead. */
    private static Optional<Agent> ofClass(String name, boolean dry) throws Exception {
        var type = Class.forName(name, !dry, EntryPoint.class.getClassLoader());
        if (Agent.class.isAssignableFrom(type)) {
            return Optional.of((Agent) type.getDeclaredConstructor().newInstance());
        }
        var main = main(type);
        if (!dry) {
            main.invoke(null, (Object) new String[0]);
            ConnectedAispm.joinIfConnected();
        }
        return Optional.empty();
    }

    private static Method main(Class<?> type) throws NoSuchMethodException {
        var main = type.getMethod("main", String[].class);
        main.setAccessible(true);
        return main;
    }
}
