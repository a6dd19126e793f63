package io.aispm.api.posture.web;

import static io.aispm.api.identity.Role.ADMIN;
import static io.aispm.api.identity.Role.AUDITOR;
import static io.aispm.api.identity.Role.OPERATOR;

import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.api.posture.DriftState;
import io.aispm.api.posture.PlannedChanges;
import io.aispm.api.posture.PostureException;
import io.aispm.api.posture.Postures;
import io.aispm.api.posture.web.PostureView.BaselineView;
import io.aispm.api.posture.web.PostureView.SnapshotView;
import io.aispm.contract.agent.AgentId;
import io.aispm.kit.page.PageRequest;
import io.aispm.kit.page.Pages;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where people look at an agent's posture and decide on it. */
@RestController
@RequestMapping("/api/spm/posture")
class PostureController {

    private final Postures postures;
    private final PlannedChanges changes;
    private final Clock clock;

    PostureController(Postures postures, PlannedChanges changes, Clock clock) {
        this.postures = postures;
        this.changes = changes;
        this.clock = clock;
    }

    @GetMapping("/agents/{id}")
    @Allowed({ADMIN, OPERATOR, AUDITOR})
    PostureView get(Principal person, @PathVariable AgentId id) {
        return PostureView.of(postures.look(person.tenant(), id));
    }

    @PostMapping("/agents/{id}/snapshots")
    @Allowed(ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    SnapshotView snapshot(Principal person, @PathVariable AgentId id) {
        return SnapshotView.of(postures.snapshot(person.tenant(), id));
    }

    @PostMapping("/agents/{id}/baseline")
    @Allowed(ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    BaselineView approve(Principal person, @PathVariable AgentId id, @RequestBody Map<String, @Nullable Object> body) {
        var wanted = PostureBody.approval(body);
        return BaselineView.of(
                postures.approve(person.tenant(), id, wanted.snapshotId(), person.sub(), wanted.reason()));
    }

    @GetMapping("/agents/{id}/drift")
    @Allowed({ADMIN, OPERATOR, AUDITOR})
    ResponseEntity<List<DriftView>> drift(
            Principal person,
            @PathVariable AgentId id,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        var wanted = state == null ? null : DriftState.named(state).orElseThrow(PostureException::unknownState);
        return Pages.respond(postures.drifts(person.tenant(), id, wanted, page).map(DriftView::of));
    }

    @PostMapping("/drift/{id}/accept")
    @Allowed(ADMIN)
    DriftView accept(Principal person, @PathVariable String id, @RequestBody Map<String, @Nullable Object> body) {
        var reason = PostureBody.acceptance(body);
        return DriftView.of(postures.accept(person.tenant(), UUID.fromString(id), person.sub(), reason));
    }

    @PostMapping("/agents/{id}/changes")
    @Allowed({ADMIN, OPERATOR})
    @ResponseStatus(HttpStatus.CREATED)
    ChangeView plan(Principal person, @PathVariable AgentId id, @RequestBody Map<String, @Nullable Object> body) {
        return ChangeView.of(changes.ask(person.tenant(), id, person.sub(), PostureBody.wish(body)), clock.instant());
    }

    @PostMapping("/changes/{id}/approve")
    @Allowed(ADMIN)
    ChangeView approve(Principal person, @PathVariable String id) {
        return ChangeView.of(changes.approve(person.tenant(), UUID.fromString(id), person.sub()), clock.instant());
    }
}
