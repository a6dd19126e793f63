package io.aispm.api.agent.web;

import static io.aispm.api.identity.Role.ADMIN;
import static io.aispm.api.identity.Role.OPERATOR;

import io.aispm.api.agent.AgentException;
import io.aispm.api.agent.life.Registrations;
import io.aispm.api.agent.upload.CodeFiles;
import io.aispm.api.agent.upload.Fields;
import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.contract.agent.AgentId;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    UploadController(Registrations registrations, Waiting waiting) {
        this.registrations = registrations;
        this.waiting = waiting;
    }

    @PostMapping
    ResponseEntity<AgentView> register(
            Principal person,
            @RequestParam(name = "wait", required = false) @Nullable String wait,
            HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        var patience = Waiting.parse(wait);
        var parts = Parts.of(request);
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
        var taken = registrations.take(person.tenant(), person.sub(), fields.get(), read.code());
        var agent = fields.get().deployAfter() ? waiting.untilDeployed(taken.agent(), patience) : taken.agent();
        return ResponseEntity.created(URI.create("/api/spm/agents/" + agent.id()))
                .body(AgentView.of(agent, taken.warnings()));
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
        var requirements = parts.file("requirements");
        var read = CodeFiles.read(parts.file("code"), requirements);
        if (!read.errors().isEmpty()) {
            throw AgentException.invalid(List.copyOf(read.errors()));
        }
        return AgentView.of(registrations.replace(
                person.tenant(), person.sub(), id, Objects.requireNonNull(read.code()), requirements == null));
    }
}
