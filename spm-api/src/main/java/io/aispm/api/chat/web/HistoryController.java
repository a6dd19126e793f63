package io.aispm.api.chat.web;

import io.aispm.api.agent.AgentPrincipal;
import io.aispm.api.chat.session.ChatException;
import io.aispm.api.chat.session.ConversationStore;
import io.aispm.api.chat.session.Message;
import io.aispm.contract.chat.SessionId;
import io.aispm.kit.page.PageRequest;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Gives an agent its memory: what was said in one of its conversations, as it was let through. */
@RestController
class HistoryController {

    private final ConversationStore sessions;

    HistoryController(ConversationStore sessions) {
        this.sessions = sessions;
    }

    @GetMapping("/agent-facing/agents/{id}/sessions/{sid}/messages")
    List<Entry> history(
            AgentPrincipal agent,
            @PathVariable SessionId sid,
            @RequestParam(defaultValue = "10") String limit,
            @RequestParam(name = "include_current", defaultValue = "false") boolean includeCurrent) {
        var most = PageRequest.of(limit, null).limit();
        var isOwn = sessions.owner(sid)
                .filter(owner ->
                        owner.tenant().equals(agent.tenant()) && owner.agent().equals(agent.agent()))
                .isPresent();
        if (!isOwn) {
            throw ChatException.unknownSession(sid);
        }
        return sessions.letThrough(sid, most, includeCurrent).stream()
                .map(Entry::of)
                .toList();
    }

    record Entry(String role, String text, Instant ts) {

        static Entry of(Message message) {
            return new Entry(message.role(), message.text(), message.ts());
        }
    }
}
