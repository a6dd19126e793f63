package io.aispm.api.agent.web;

import static io.aispm.api.identity.Role.ADMIN;
import static io.aispm.api.identity.Role.AUDITOR;
import static io.aispm.api.identity.Role.OPERATOR;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.agent.AgentException;
import io.aispm.api.agent.life.Revision;
import io.aispm.api.agent.life.RevisionStore;
import io.aispm.api.agent.log.AgentOutput;
import io.aispm.api.agent.runtime.CodeKind;
import io.aispm.api.agent.runtime.LogLine;
import io.aispm.api.identity.Allowed;
import io.aispm.contract.agent.AgentId;
import io.aispm.kit.page.PageRequest;
import io.aispm.kit.page.Pages;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows an agent's code, as it was uploaded, and what it wrote. */
@RestController
@RequestMapping("/api/spm/agents/{id}")
@Allowed({ADMIN, OPERATOR, AUDITOR})
class RevisionController {

    private static final int DEFAULT_TAIL = 200;
    private static final int LONGEST_TAIL = 5_000;

    private final RevisionStore revisions;
    private final AgentOutput output;

    RevisionController(RevisionStore revisions, AgentOutput output) {
        this.revisions = revisions;
        this.output = output;
    }

    record Logs(@JsonProperty("lines") List<LogLine> lines) {}

    @GetMapping("/revisions")
    ResponseEntity<List<Revision>> list(
            @PathVariable AgentId id,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        return Pages.respond(revisions.list(id, PageRequest.of(limit, cursor)));
    }

    @GetMapping("/revisions/{number}/code")
    ResponseEntity<byte[]> code(@PathVariable AgentId id, @PathVariable int number) {
        var code = revisions.find(id, number).orElseThrow(AgentException::unknownRevision);
        var type = code.kind() == CodeKind.PYTHON
                ? new MediaType("text", "x-python", StandardCharsets.UTF_8)
                : new MediaType("application", "java-archive");
        var attachment = ContentDisposition.attachment()
                .filename(code.filename(), StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .contentType(type)
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment.toString())
                .body(code.content());
    }

    @GetMapping("/logs")
    Logs logs(@PathVariable AgentId id, @RequestParam(name = "tail", required = false) @Nullable Integer tail) {
        var wanted = tail == null ? DEFAULT_TAIL : tail;
        if (wanted < 1 || wanted > LONGEST_TAIL) {
            throw AgentException.badRequest("bad_tail", "`tail` must be a number from 1 to " + LONGEST_TAIL + ".");
        }
        return new Logs(output.lines(id, wanted));
    }
}
