package io.aispm.api.chat.turn;

import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.TraceId;
import io.aispm.guard.redact.SensitiveKind;
import java.util.Set;

/** What a person is shown of a turn, in order; the first is always {@link Session}, the last {@link Done} or {@link Failed}. */
public sealed interface Frame {

    /** The turn has begun. */
    record Session(SessionId session, TraceId trace) implements Frame {}

    /** More of the reply. */
    record Token(String text) implements Frame {}

    /** Something was taken out of the reply; {@code text} replaces all that was shown of it. */
    record Redacted(String text, Set<SensitiveKind> kinds) implements Frame {}

    /** The whole reply, as released. */
    record Done(String text, String finishReason) implements Frame {}

    /** The turn ends without a reply, or without the rest of it. */
    record Failed(Refusal refusal) implements Frame {}
}
