package io.aispm.api.chat.relay;

import io.aispm.contract.chat.AgentReply;
import io.aispm.kit.json.WireJson;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Understands what an agent wrote, which may be anything. */
final class ReplyDecoder {

    private final JsonMapper json = WireJson.betweenServices();

    Optional<AgentReply> read(byte @Nullable [] bytes) {
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(json.readValue(bytes, AgentReply.class)).filter(ReplyDecoder::isWhole);
        } catch (JacksonException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** What JSON leaves out is null, whatever the record's type promises. */
    private static boolean isWhole(AgentReply reply) {
        var needed = switch (reply) {
            case AgentReply.Delta delta ->
                Stream.<@Nullable Object>of(delta.sessionId(), delta.traceId(), delta.streamId(), delta.text());
            case AgentReply.Done done -> Stream.<@Nullable Object>of(done.sessionId(), done.traceId(), done.streamId());
            case AgentReply.Whole whole -> Stream.<@Nullable Object>of(whole.sessionId(), whole.text());
        };
        return needed.allMatch(Objects::nonNull);
    }
}
