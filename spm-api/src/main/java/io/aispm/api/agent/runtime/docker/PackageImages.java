package io.aispm.api.agent.runtime.docker;

import io.aispm.api.agent.runtime.Limits;
import io.aispm.api.agent.runtime.RuntimeProperties;
import io.aispm.api.agent.runtime.RuntimeUnavailableException;
import io.aispm.api.agent.runtime.SandboxFolders;
import io.aispm.api.agent.runtime.packages.InstallVerdict;
import io.aispm.api.agent.runtime.packages.PackageIndex;
import io.aispm.api.agent.runtime.packages.PackageSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The packages that agents asked for: an image for each set, made of the agents' image. */
final class PackageImages {

    static final String REPOSITORY = "aispm/agent-packages";

    private static final Logger log = LoggerFactory.getLogger(PackageImages.class);

    private static final Limits INSTALL = new Limits(2048, 2);
    private static final int AT_ONCE = 4;

    /** A set that was forgotten is installed again when an agent that asks for it is started next. */
    private static final int KEPT = 32;

    private final Containers containers;
    private final ShortTasks tasks;
    private final ContainerShape shape;
    private final PackageIndex index;
    private final String gate;
    private final RuntimeProperties.Packages properties;
    private final JsonMapper json;
    /** So many are installed at once; the same set never twice. */
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(AT_ONCE).toList();

    PackageImages(
            Containers containers,
            ShortTasks tasks,
            ContainerShape shape,
            PackageIndex index,
            String gate,
            RuntimeProperties.Packages properties,
            JsonMapper json) {
        this.containers = containers;
        this.tasks = tasks;
        this.shape = shape;
        this.index = index;
        this.gate = gate;
        this.properties = properties;
        this.json = json;
    }

    /** The image of a set on top of an image, whether it is there or not. */
    static String name(PackageSet set, String baseId) {
        return REPOSITORY + ":" + set.key(baseId);
    }

    boolean isPresent(PackageSet set, String baseId) {
        return containers.hasImage(name(set, baseId));
    }

    /** Makes the image of a set unless it is there; what went wrong in the installer's words, if anything did. */
    Optional<String> install(PackageSet set, String base, String baseId) throws RuntimeUnavailableException {
        var lock = locks.get(Math.floorMod(name(set, baseId).hashCode(), AT_ONCE));
        lock.lock();
        try {
            if (isPresent(set, baseId)) {
                return Optional.empty();
            }
            forgetOld();
            return make(set, base, baseId);
        } finally {
            lock.unlock();
        }
    }

    /** Disk space is no reason to refuse an agent: what can't be forgotten now is forgotten at the next install. */
    private void forgetOld() {
        try {
            containers.forgetImages(REPOSITORY, KEPT - 1);
        } catch (RuntimeException refused) {
            log.atWarn().setCause(refused).log("Old images of packages could not be forgotten");
        }
    }

    private Optional<String> make(PackageSet set, String base, String baseId) throws RuntimeUnavailableException {
        var size = Long.toString(properties.size().toBytes());
        var command = new ArrayList<>(List.of(AgentContainers.PYTHON, "-I", "-u", "-m", "aispm_sandbox.install"));
        command.addAll(List.of(SandboxFolders.GATE + "/index.sock", SandboxFolders.PACKAGES, size));
        var ended = tasks.run(
                "install",
                base,
                command,
                index.order(set),
                shape.writable(INSTALL, gate),
                properties.limit(),
                (name, end) -> {
                    if (error(end).isEmpty()) {
                        containers.commit(name, REPOSITORY, set.key(baseId));
                    }
                });
        return error(ended);
    }

    private Optional<String> error(ShortTasks.Ended ended) {
        if (ended.code().isEmpty()) {
            return Optional.of("it took longer than " + properties.limit().toSeconds() + "s");
        }
        try {
            if (ended.code().get() == 0) {
                return Optional.ofNullable(
                        json.readValue(ended.answer(), InstallVerdict.class).error());
            }
        } catch (JacksonException unreadable) {
            log.atWarn().setCause(unreadable).log("An installer's verdict could not be read");
        }
        log.atError()
                .addKeyValue("code", ended.code().get())
                .addKeyValue("stderr", ended.complaint())
                .log("The container of an install failed");
        return Optional.of("the container failed (exit code " + ended.code().get() + ")");
    }
}
