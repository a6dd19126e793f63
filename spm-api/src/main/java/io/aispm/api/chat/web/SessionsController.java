package io.aispm.api.chat.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.chat.session.ChatException;
import io.aispm.api.chat.session.ConversationStore;
import io.aispm.api.chat.session.Message;
import io.aispm.api.chat.session.Session;
import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Role;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.TraceId;
import io.aispm.kit.page.PageRequest;
import io.aispm.kit.page.Pages;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows people an agent's conversations; those who only chat, their own. */
@RestController
@RequestMapping("/api/spm/agents/{id}/sessions")
@Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR, Role.USER})
class SessionsController {

    private final ConversationStore sessions;

    SessionsController(ConversationStore sessions) {
        this.sessions = sessions;
    }

    @GetMapping
    ResponseEntity<List<SessionView>> list(
            Principal person,
            @PathVariable AgentId id,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var user = seesAll(person) ? null : person.sub();
        var page = sessions.list(person.tenant(), id, user, PageRequest.of(limit, cursor));
        return Pages.respond(page.map(SessionView::of));
    }

    @GetMapping("/{sid}/messages")
    ResponseEntity<List<MessageView>> messages(
            Principal person,
            @PathVariable AgentId id,
            @PathVariable SessionId sid,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var isSeen = sessions.owner(sid)
                .filter(owner -> owner.tenant().equals(person.tenant())
                        && owner.agent().equals(id)
                        && (seesAll(person) || owner.user().equals(person.sub())))
                .isPresent();
        if (!isSeen) {
            throw ChatException.unknownSession(sid);
        }
        return Pages.respond(
                sessions.messages(sid, PageRequest.of(limit, cursor)).map(MessageView::of));
    }

    private static boolean seesAll(Principal person) {
        return person.is(Role.ADMIN, Role.OPERATOR, Role.AUDITOR);
    }

    record SessionView(
            SessionId id,
            @JsonProperty("agent_id") AgentId agentId,
            @JsonProperty("user_id") String userId,
            @JsonProperty("started_at") Instant startedAt,
            @JsonProperty("last_message_at") @Nullable Instant lastMessageAt,
            @JsonProperty("message_count") int messageCount) {

        static SessionView of(Session session) {
            return new SessionView(
                    session.id(),
                    session.agent(),
                    session.user(),
                    session.startedAt(),
                    session.lastMessageAt(),
                    session.messageCount());
        }
    }

    record MessageView(
            String role,
            String text,
            Instant ts,
            @JsonProperty("trace_id") TraceId traceId,
            String verdict) {

        static MessageView of(Message message) {
            return new MessageView(message.role(), message.text(), message.ts(), message.trace(), message.verdict());
        }
    }
}
