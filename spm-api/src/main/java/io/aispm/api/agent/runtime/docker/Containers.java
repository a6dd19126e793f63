package io.aispm.api.agent.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Image;
import io.aispm.api.agent.runtime.LogLine;
import io.aispm.api.agent.runtime.RuntimeUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The few calls of the Docker engine that running agents needs; whatever it doesn't take is a sentence for the operator. */
final class Containers {

    private static final int AT_ONCE = 10;
    private static final int HANDING_OVER = 20;

    private static final String OWNER = "io.aispm.owner";

    private final DockerClient docker;
    private final String owner;

    /** The containers of one installation; others on the same engine are not seen. */
    Containers(DockerClient docker, String owner) {
        this.docker = docker;
        this.owner = owner;
    }

    /** How a container ended: its exit code, and whether it had run out of memory. */
    record End(int code, boolean outOfMemory, long memoryBytes) {}

    /** The id of an image, by which one that was built anew is told from the one before. */
    String imageId(String image) throws RuntimeUnavailableException {
        try {
            return String.valueOf(docker.inspectImageCmd(image).exec().getId());
        } catch (NotFoundException missing) {
            throw new RuntimeUnavailableException(
                    "The image " + image
                            + " that agents run in is not on this Docker engine; build it (agent-runtime-sdk/image/build) or pull it.");
        } catch (RuntimeException away) {
            throw unavailable(away);
        }
    }

    boolean hasImage(String image) {
        try {
            docker.inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException missing) {
            return false;
        }
    }

    /** Makes a container whose input waits to be written once, and starts it. */
    String start(String name, String image, List<String> command, Map<String, String> labels, HostConfig shape)
            throws RuntimeUnavailableException {
        try {
            var all = new TreeMap<>(labels);
            all.put(OWNER, owner);
            var id = docker.createContainerCmd(image)
                    .withName(name)
                    .withHostName("agent")
                    .withEntrypoint(command)
                    .withCmd(List.of())
                    .withLabels(all)
                    .withStdinOpen(true)
                    .withStdInOnce(true)
                    .withAttachStdin(true)
                    .withHostConfig(shape)
                    .exec()
                    .getId();
            docker.startContainerCmd(id).exec();
            return id;
        } catch (RuntimeException refused) {
            remove(name);
            throw unavailable(refused);
        }
    }

    /** Writes one line and what follows it into a container's input and closes it; returns when it has been handed over. */
    void tell(String name, byte[] line, byte[] more) throws RuntimeUnavailableException, InterruptedException {
        var input = new HandedOver(line, more);
        try (var attached = docker.attachContainerCmd(name)
                .withStdIn(input)
                .withFollowStream(true)
                .withStdOut(false)
                .withStdErr(false)
                .exec(new ResultCallback.Adapter<>())) {
            if (!input.awaitRead(HANDING_OVER, TimeUnit.SECONDS)) {
                throw new RuntimeUnavailableException(
                        "The container did not take its agent within " + HANDING_OVER + "s.");
            }
            attached.awaitStarted(1, TimeUnit.SECONDS);
        } catch (IOException | RuntimeException broken) {
            throw unavailable(broken);
        }
    }

    /** Gives a container another name, if it still has this one: of all who try, one succeeds. */
    boolean rename(String from, String to) {
        try {
            docker.renameContainerCmd(from).withName(to).exec();
            return true;
        } catch (NotFoundException | ConflictException taken) {
            return false;
        }
    }

    /** All containers of this installation that carry the label, running or not. */
    List<Container> labelled(String label) {
        return docker.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(label, OWNER + "=" + owner))
                .exec();
    }

    void stop(String name, Duration grace) {
        try {
            if (grace.isPositive()) {
                docker.stopContainerCmd(name)
                        .withTimeout(Math.toIntExact(Math.max(1, grace.toSeconds())))
                        .exec();
            } else {
                docker.killContainerCmd(name).exec();
            }
        } catch (NotFoundException | NotModifiedException | ConflictException ended) {
            return;
        }
        await(name);
    }

    private void await(String name) {
        try (var ended = docker.waitContainerCmd(name).start()) {
            ended.awaitStatusCode(AT_ONCE, TimeUnit.SECONDS);
        } catch (IOException | DockerException gone) {
            return;
        }
    }

    /** Waits until a short task has ended, and says with which code; empty if it takes too long. */
    Optional<Integer> awaitEnd(String name, Duration patience) throws RuntimeUnavailableException {
        try (var ended = docker.waitContainerCmd(name).start()) {
            return Optional.of(ended.awaitStatusCode(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (IOException | DockerException broken) {
            throw unavailable(broken);
        } catch (RuntimeException late) {
            return Optional.empty();
        }
    }

    /** How a container ended; empty while it runs or where there is none. */
    Optional<End> end(String name) {
        try {
            var found = docker.inspectContainerCmd(name).exec();
            var state = found.getState();
            if (Boolean.TRUE.equals(state.getRunning())) {
                return Optional.empty();
            }
            var code = state.getExitCodeLong() == null
                    ? 255
                    : state.getExitCodeLong().intValue();
            var memory =
                    found.getHostConfig() == null ? null : found.getHostConfig().getMemory();
            return Optional.of(new End(code, Boolean.TRUE.equals(state.getOOMKilled()), memory == null ? 0 : memory));
        } catch (NotFoundException gone) {
            return Optional.empty();
        }
    }

    /** The last lines of a container's output, oldest first. */
    List<LogLine> logs(String name, int tail) {
        var lines = new ContainerLog();
        try {
            docker.logContainerCmd(name)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTimestamps(true)
                    .withTail(tail)
                    .exec(lines)
                    .awaitCompletion(AT_ONCE, TimeUnit.SECONDS);
        } catch (NotFoundException gone) {
            return List.of();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return lines.lines();
    }

    /** Keeps what a container wrote into its root as an image. */
    void commit(String name, String repository, String tag) {
        docker.commitCmd(name).withRepository(repository).withTag(tag).exec();
    }

    /**
     * Forgets the images of a repository but for those that were made last. An image that a container is made of stays,
     * and so does one that the engine won't let go.
     *
     * @param kept how many stay in any case
     */
    void forgetImages(String repository, int kept) {
        docker.listImagesCmd().withReferenceFilter(repository).exec().stream()
                .sorted(Comparator.comparing(Image::getCreated).reversed())
                .skip(kept)
                .flatMap(image -> Stream.of(image.getRepoTags()))
                .filter(tag -> tag.startsWith(repository + ":"))
                .forEach(this::forgetImage);
    }

    private void forgetImage(String tag) {
        try {
            docker.removeImageCmd(tag).exec();
        } catch (NotFoundException | ConflictException goneOrUsed) {
            return;
        }
    }

    void remove(String name) {
        try {
            docker.removeContainerCmd(name)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException | ConflictException gone) {
            return;
        }
    }

    /** An engine that can't be asked, or says no, in words that hold nothing of this host. */
    static RuntimeUnavailableException unavailable(Exception cause) {
        return cause instanceof DockerException refused
                ? new RuntimeUnavailableException(
                        "The Docker engine refused (" + refused.getHttpStatus()
                                + "); the reason is in the service's log.",
                        cause)
                : new RuntimeUnavailableException("The Docker engine can't be reached.", cause);
    }
}
