package io.aispm.api.chat.turn;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How long and how large a turn may grow.
 *
 * @param replyTimeout how long an agent may say nothing ({@code AGENT_CHAT_REPLY_TIMEOUT_S})
 * @param pingEvery how often a waiting reader is shown that the turn is alive; the contract's limit is 5 s
 * @param gapTimeout how long a finished reply waits for parts that are missing
 * @param maxMessage how large a person's message may be
 * @param maxReply how many characters a reply may have
 * @param turnsPerMinute how many turns a user may begin in a minute
 * @param burst how many of them at once
 */
@ConfigurationProperties("spm.chat")
public record ChatProperties(
        @DefaultValue("120s") Duration replyTimeout,
        @DefaultValue("1s") Duration pingEvery,
        @DefaultValue("1s") Duration gapTimeout,
        @DefaultValue("64KB") DataSize maxMessage,
        @DefaultValue("1000000") int maxReply,
        @DefaultValue("600") int turnsPerMinute,
        @DefaultValue("60") int burst) {

    private static final Duration LONGEST_PING = Duration.ofSeconds(5);

    public ChatProperties {
        if (!replyTimeout.isPositive()) {
            throw new IllegalArgumentException("AGENT_CHAT_REPLY_TIMEOUT_S must be positive");
        }
        if (!pingEvery.isPositive() || pingEvery.compareTo(LONGEST_PING) > 0) {
            throw new IllegalArgumentException("spm.chat.ping-every must lie above 0 s and at most at 5 s");
        }
        if (turnsPerMinute < 1 || burst < 1) {
            throw new IllegalArgumentException("spm.chat.turns-per-minute and spm.chat.burst must be positive");
        }
    }
}
