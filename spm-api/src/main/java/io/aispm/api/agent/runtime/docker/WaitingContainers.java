package io.aispm.api.agent.runtime.docker;

import com.github.dockerjava.api.model.Container;
import io.aispm.api.agent.runtime.AfterStart;
import io.aispm.api.agent.runtime.Limits;
import io.aispm.api.agent.runtime.RuntimeUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Containers that wait for an agent. They are known by their label and taken by giving them another name, so replicas share them
 * and a restart loses none. Those kept are of the image and the limits that were asked for last.
 */
final class WaitingContainers {

    static final String LABEL = "io.aispm.waiting";

    private static final Logger log = LoggerFactory.getLogger(WaitingContainers.class);

    private final Containers containers;
    private final AgentContainers making;
    private final int wanted;
    private final ReentrantLock filling = new ReentrantLock();

    WaitingContainers(Containers containers, AgentContainers making, int wanted) {
        this.containers = containers;
        this.making = making;
        this.wanted = wanted;
    }

    /**
     * Gives a container that waited this name, if one of this kind is among those that there are; says whether there is one of
     * that name now.
     */
    boolean take(List<Container> all, String name, String imageId, Limits limits) {
        if (wanted == 0) {
            return false;
        }
        var kind = kind(imageId, limits);
        var taken = waiting(all)
                .filter(container -> isOf(container, kind) && "running".equals(container.getState()))
                .anyMatch(container -> containers.rename(ContainerName.of(container), name));
        AfterStart.run("waiting-containers", () -> refill(imageId, limits));
        return taken;
    }

    /** Makes as many as are missing, and removes those of another kind; one failing ends it, until the next is taken. */
    void refill(String imageId, Limits limits) {
        if (!filling.tryLock()) {
            return;
        }
        try {
            var kind = kind(imageId, limits);
            var kept = 0;
            for (var container : waiting(containers.labelled(LABEL)).toList()) {
                if (isOf(container, kind) && "running".equals(container.getState()) && kept < wanted) {
                    kept++;
                } else {
                    containers.remove(ContainerName.of(container));
                }
            }
            for (; kept < wanted; kept++) {
                making.make(ContainerName.waiting(), making.image(), limits, Map.of(LABEL, kind));
            }
        } catch (RuntimeUnavailableException | RuntimeException failure) {
            log.atWarn().setCause(failure).log("No container could be made ready; agents start cold");
        } finally {
            filling.unlock();
        }
    }

    private static Stream<Container> waiting(List<Container> all) {
        return all.stream().filter(container -> ContainerName.of(container).startsWith(ContainerName.WAITING));
    }

    private static boolean isOf(Container container, String kind) {
        return kind.equals(container.getLabels().get(LABEL));
    }

    private static String kind(String imageId, Limits limits) {
        return imageId + " " + limits.memoryMb() + " " + limits.cpuQuota();
    }
}
