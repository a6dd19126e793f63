package io.aispm.api.agent.runtime.docker;

import io.aispm.api.agent.runtime.AgentCode;
import io.aispm.api.agent.runtime.Limits;
import io.aispm.api.agent.runtime.RuntimeUnavailableException;
import io.aispm.api.agent.runtime.Validation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Looks at uploaded code in a container of its own: no way out, no identity, little time; only so many at once. */
final class DockerValidation {

    private static final Logger log = LoggerFactory.getLogger(DockerValidation.class);

    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final Limits LIMITS = new Limits(512, 1);
    private static final List<String> OF_PYTHON =
            List.of(AgentContainers.PYTHON, "-I", "-u", "-m", "aispm_sandbox.validate", "-");
    private static final List<String> OF_JAR = ofJar();

    private final ShortTasks tasks;
    private final ContainerShape shape;
    private final JsonMapper json;
    private final Semaphore places = new Semaphore(AT_ONCE);

    DockerValidation(ShortTasks tasks, ContainerShape shape, JsonMapper json) {
        this.tasks = tasks;
        this.shape = shape;
        this.json = json;
    }

    /** What the look inside found. */
    record Verdict(List<String> errors, List<String> warnings) {}

    /** Looks at code with the packages of an image, some of them in these folders. */
    Validation of(AgentCode code, String image, List<String> packages) {
        try {
            places.acquire();
            try {
                return judge(look(code, image, packages));
            } finally {
                places.release();
            }
        } catch (RuntimeUnavailableException unavailable) {
            log.atError().setCause(unavailable).log("Uploaded code could not be looked at");
            return new Validation.Unavailable(String.valueOf(unavailable.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Validation.Unavailable("The code could not be looked at: this service is stopping.");
        }
    }

    private ShortTasks.Ended look(AgentCode code, String image, List<String> packages)
            throws RuntimeUnavailableException {
        return switch (code.kind()) {
            case PYTHON -> {
                var order = Map.of("code", Base64.getEncoder().encodeToString(code.content()), "packages", packages);
                yield tasks.run("validate", image, OF_PYTHON, order, shape.of(LIMITS, ""), PATIENCE);
            }
            case JAVA -> {
                var order = Map.of("code_size", code.content().length);
                yield tasks.run("validate", image, OF_JAR, order, code.content(), shape.of(LIMITS, ""), PATIENCE);
            }
        };
    }

    private static List<String> ofJar() {
        var command =
                new ArrayList<>(List.of(AgentContainers.PYTHON, "-I", "-u", "-m", "aispm_sandbox.validate_jar", "-"));
        command.addAll(AgentContainers.java(LIMITS));
        return List.copyOf(command);
    }

    private Validation judge(ShortTasks.Ended ended) {
        try {
            if (ended.code().filter(code -> code == 0).isPresent()) {
                var verdict = json.readValue(ended.answer(), Verdict.class);
                return verdict.errors().isEmpty()
                        ? new Validation.Valid(verdict.warnings())
                        : new Validation.Invalid(verdict.errors());
            }
        } catch (JacksonException unreadable) {
            log.atWarn().setCause(unreadable).log("A verdict on uploaded code could not be read");
        }
        log.atError()
                .addKeyValue("code", ended.code())
                .addKeyValue("stderr", ended.complaint())
                .log("The container for uploaded code failed");
        return new Validation.Unavailable("The code could not be looked at: the container failed.");
    }
}
