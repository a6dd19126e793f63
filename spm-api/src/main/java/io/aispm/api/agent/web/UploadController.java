package io.aispm.api.agent.web;

import static io.aispm.api.identity.Role.ADMIN;
import static io.aispm.api.identity.Role.OPERATOR;

import io.aispm.api.agent.AgentException;
import io.aispm.api.agent.life.Registrations;
import io.aispm.api.agent.runtime.CodeKind;
import io.aispm.api.agent.upload.CodeFiles;
import io.aispm.api.agent.upload.Fields;
import io.aispm.api.agent.upload.JarPlaces;
import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.contract.agent.AgentId;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes in agents and new versions of their code. */
@RestController
@RequestMapping("/api/spm/agents")
@Allowed({ADMIN, OPERATOR})
class UploadController {

    private static final Set<String> CODE_PARTS = Set.of("code", "requirements");

    private final Registrations registrations;
    private final Waiting waiting;
    private final JarPlaces places;
    private final AgentViews views;

    UploadController(Registrations registrations, Waiting waiting, JarPlaces places, AgentViews views) {
        this.registrations = registrations;
        this.waiting = waiting;
        this.places = places;
        this.views = views;
    }

    @PostMapping
    ResponseEntity<AgentView> register(
            Principal person,
            @RequestParam(name = "wait", required = false) @Nullable String wait,
            HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        var patience = Waiting.parse(wait);
        var parts = Parts.of(request);
        var taken = places.with(kind(parts), () -> take(person, parts));
        var agent = taken.agent();
        var reached = deploys(parts) ? waiting.untilDeployed(agent, patience) : agent;
        return ResponseEntity.created(URI.create("/api/spm/agents/" + reached.id()))
                .body(views.of(new Registrations.Taken(reached, taken.warnings())));
    }

    private static boolean deploys(Parts parts) {
        return !"false".equals(parts.fields().get("deploy_after"));
    }

    private static CodeKind kind(Parts parts) {
        return Optional.ofNullable(parts.file("code"))
                .flatMap(code -> CodeKind.ofFilename(code.filename()))
                .orElse(CodeKind.PYTHON);
    }

    private Registrations.Taken take(Principal person, Parts parts) {
        var errors = new ArrayList<String>();
        var fields = Fields.read(parts.fields(), errors);
        var read = CodeFiles.read(parts.file("code"), parts.file("requirements"));
        errors.addAll(read.errors());
        var code = read.code();
        if (fields.isPresent() && code != null) {
            fields.get().unfit(code.kind()).ifPresent(errors::add);
        }
        if (!errors.isEmpty() || fields.isEmpty() || read.code() == null) {
            throw AgentException.invalid(errors);
        }
        return registrations.take(person.tenant(), person.sub(), fields.get(), read.code());
    }

    @PutMapping("/{id}/code")
    AgentView replace(Principal person, @PathVariable AgentId id, HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        var parts = Parts.of(request);
        var unknown = parts.names().stream()
                .filter(name -> !CODE_PARTS.contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw AgentException.badRequest("unknown_field", "Unknown fields: " + String.join(", ", unknown) + ".");
        }
        return views.of(places.with(kind(parts), () -> replace(person, id, parts)));
    }

    private Registrations.Taken replace(Principal person, AgentId id, Parts parts) {
        var requirements = parts.file("requirements");
        var read = CodeFiles.read(parts.file("code"), requirements);
        if (!read.errors().isEmpty()) {
            throw AgentException.invalid(List.copyOf(read.errors()));
        }
        return registrations.replace(
                person.tenant(), person.sub(), id, Objects.requireNonNull(read.code()), requirements == null);
    }
}
