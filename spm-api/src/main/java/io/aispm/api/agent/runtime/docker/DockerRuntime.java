package io.aispm.api.agent.runtime.docker;

import com.github.dockerjava.api.model.Container;
import io.aispm.api.agent.runtime.AfterStart;
import io.aispm.api.agent.runtime.AgentCode;
import io.aispm.api.agent.runtime.AgentRuntime;
import io.aispm.api.agent.runtime.CodeKind;
import io.aispm.api.agent.runtime.Exit;
import io.aispm.api.agent.runtime.Launch;
import io.aispm.api.agent.runtime.LogLine;
import io.aispm.api.agent.runtime.Preparation;
import io.aispm.api.agent.runtime.RuntimeUnavailableException;
import io.aispm.api.agent.runtime.Sandbox;
import io.aispm.api.agent.runtime.SandboxFolders;
import io.aispm.api.agent.runtime.SpawnRequest;
import io.aispm.api.agent.runtime.Validation;
import io.aispm.api.agent.runtime.packages.PackageSet;
import io.aispm.contract.agent.AgentId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Runs each agent in a container that has no network, no rights and no name for anything but its four ports. */
final class DockerRuntime implements AgentRuntime {

    private static final Logger log = LoggerFactory.getLogger(DockerRuntime.class);

    private static final long MIB = 1024 * 1024;
    private static final Exit GONE = new Exit(255, "gone");
    private static final List<String> ALONE =
            List.of(AgentContainers.PYTHON, "-u", "-m", "aispm", SandboxFolders.code(CodeKind.PYTHON));

    private final Containers containers;
    private final AgentContainers making;
    private final WaitingContainers waiting;
    private final PackageImages packages;
    private final DockerValidation validation;
    private final JsonMapper json;

    DockerRuntime(
            Containers containers,
            AgentContainers making,
            WaitingContainers waiting,
            PackageImages packages,
            DockerValidation validation,
            JsonMapper json) {
        this.containers = containers;
        this.making = making;
        this.waiting = waiting;
        this.packages = packages;
        this.validation = validation;
        this.json = json;
    }

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public Validation validate(AgentCode code) {
        var set = wantedBy(code);
        try {
            var image = set.isPresent() && packages.isPresent(set.get(), imageId())
                    ? PackageImages.name(set.get(), imageId())
                    : making.image();
            return validation.of(code, image, image.equals(making.image()) ? List.of() : folders());
        } catch (RuntimeUnavailableException unavailable) {
            return new Validation.Unavailable(String.valueOf(unavailable.getMessage()));
        }
    }

    @Override
    public Preparation prepare(AgentCode code, Consumer<String> tell) {
        var set = wantedBy(code).orElse(null);
        if (set == null) {
            return new Preparation.Prepared(List.of());
        }
        try {
            if (packages.isPresent(set, imageId())) {
                return new Preparation.Prepared(List.of());
            }
            tell.accept("Installing " + set.what() + ".");
            var error = packages.install(set, making.image(), imageId());
            return error.isPresent()
                    ? new Preparation.Failed("Installing " + set.what() + " failed: " + error.get() + ".")
                    : new Preparation.Prepared(importWarnings(code));
        } catch (RuntimeUnavailableException unavailable) {
            log.atError().setCause(unavailable).log("An agent's packages could not be installed");
            return new Preparation.Failed(String.valueOf(unavailable.getMessage()));
        }
    }

    /** What its import says now that its packages are there. */
    private List<String> importWarnings(AgentCode code) {
        return switch (validate(code)) {
            case Validation.Valid(var warnings) -> warnings;
            case Validation.Invalid(var errors) -> errors;
            case Validation.Unavailable(var sentence) -> List.of(sentence);
        };
    }

    @Override
    public Launch spawn(SpawnRequest request) {
        if (!request.code().sha256().equals(request.sha256())) {
            return new Launch.Refused("The code is not the code that was uploaded: its SHA-256 differs.");
        }
        var name = ContainerName.of(request);
        try {
            var all = ours();
            make(request, name, all);
            containers.tell(name, claim(request), request.code().content());
            log.atInfo().addKeyValue("agent", request.sandbox().agent()).log("Agent's container started");
            AfterStart.run(
                    "ended-containers", () -> forgetEnded(request.sandbox().agent(), all));
            return new Launch.Started(false);
        } catch (RuntimeUnavailableException | RuntimeException unavailable) {
            containers.remove(name);
            log.atError().setCause(unavailable).log("An agent could not be started");
            return new Launch.Refused(
                    unavailable instanceof RuntimeUnavailableException
                            ? String.valueOf(unavailable.getMessage())
                            : "The agent's container could not be made; the reason is in the service's log.");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Launch.Refused("This service is stopping.");
        }
    }

    private void make(SpawnRequest request, String name, List<Container> all) throws RuntimeUnavailableException {
        var imageId = imageId();
        var set = wantedBy(request.code());
        if (set.isEmpty() && waiting.take(all, name, imageId, request.limits())) {
            return;
        }
        var image = set.map(wanted -> PackageImages.name(wanted, imageId)).orElse(making.image());
        making.make(name, image, request.limits(), labels(request));
    }

    /** What the name of each container says; one that waited for its agent has the name alone. */
    private static Map<String, String> labels(SpawnRequest request) {
        return Map.of(
                "io.aispm.agent", request.sandbox().agent().toString(),
                "io.aispm.tenant", request.tenant().toString(),
                "io.aispm.revision", Integer.toString(request.revision()));
    }

    private byte[] claim(SpawnRequest request) {
        var own = wantedBy(request.code()).isPresent();
        var claim = new TreeMap<String, @Nullable Object>();
        claim.put("env", AgentContainers.environment(request.environment()));
        claim.put("file", SandboxFolders.code(request.code().kind()));
        claim.put("sha256", request.sha256());
        claim.put("code_size", request.code().content().length);
        claim.put("packages", own ? folders() : List.of());
        switch (request.code().kind()) {
            case PYTHON -> claim.put("command", own ? ALONE : null);
            case JAVA -> claim.put("java", AgentContainers.java(request.limits()));
        }
        return (json.writeValueAsString(claim) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void stop(Sandbox sandbox, Duration grace) {
        of(sandbox).forEach(container -> containers.stop(ContainerName.of(container), grace));
    }

    @Override
    public Optional<Exit> exited(Sandbox sandbox) {
        var found = of(sandbox).findFirst();
        if (found.filter(DockerRuntime::isRunning).isPresent()) {
            return Optional.empty();
        }
        var end = found.flatMap(container -> containers.end(ContainerName.of(container)));
        return Optional.of(end.map(DockerRuntime::exit).orElse(GONE));
    }

    private static Exit exit(Containers.End end) {
        if (end.outOfMemory()) {
            return new Exit(end.code(), "out of memory (limit " + end.memoryBytes() / MIB + " MiB)");
        }
        return new Exit(
                end.code(), end.code() > 128 ? "killed by signal " + (end.code() - 128) : "exit code " + end.code());
    }

    @Override
    public List<Sandbox> running() {
        return ours().stream()
                .filter(DockerRuntime::isRunning)
                .flatMap(container -> ContainerName.parse(ContainerName.of(container)).stream())
                .toList();
    }

    @Override
    public List<LogLine> logs(AgentId agent, int tail) {
        // One that waited may be older than the one that ended before it was taken.
        return of(agent, ours())
                .max(Comparator.comparing(DockerRuntime::isRunning).thenComparing(Container::getCreated))
                .map(container -> containers.logs(ContainerName.of(container), tail))
                .orElse(List.of());
    }

    @Override
    public void remove(AgentId agent) {
        of(agent, ours()).forEach(container -> containers.remove(ContainerName.of(container)));
    }

    private void forgetEnded(AgentId agent, List<Container> all) {
        of(agent, all)
                .filter(container -> !isRunning(container))
                .forEach(container -> containers.remove(ContainerName.of(container)));
    }

    private static Stream<Container> of(AgentId agent, List<Container> all) {
        return all.stream().filter(container -> ContainerName.of(container).startsWith(ContainerName.prefix(agent)));
    }

    private Stream<Container> of(Sandbox sandbox) {
        return ours().stream()
                .filter(container -> ContainerName.parse(ContainerName.of(container))
                        .filter(sandbox::equals)
                        .isPresent());
    }

    private List<Container> ours() {
        return containers.labelled(AgentContainers.LABEL);
    }

    private String imageId() throws RuntimeUnavailableException {
        return containers.imageId(making.image());
    }

    private static Optional<PackageSet> wantedBy(AgentCode code) {
        return Optional.ofNullable(code.requirements()).map(text -> new PackageSet("the agent's requirements", text));
    }

    private static List<String> folders() {
        return List.of(SandboxFolders.PACKAGES);
    }

    private static boolean isRunning(Container container) {
        return "running".equals(container.getState());
    }
}
