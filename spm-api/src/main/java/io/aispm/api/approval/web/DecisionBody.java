package io.aispm.api.approval.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.approval.ApprovalException;
import io.aispm.api.approval.Decision;
import io.aispm.api.approval.Scope;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a person sends.
 *
 * @param expiresIn seconds, or a number with {@code s}, {@code m} or {@code h}
 */
record DecisionBody(
        @Nullable String comment,
        @Nullable String scope,
        @JsonProperty("expires_in") @Nullable String expiresIn) {

    static final DecisionBody EMPTY = new DecisionBody(null, null, null);

    private static final Duration LASTS = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int LONGEST_COMMENT = 2_000;
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})([smh]?)");

    Decision decision(boolean approves) {
        if (comment != null && comment.length() > LONGEST_COMMENT) {
            throw ApprovalException.invalid("`comment` must be at most " + LONGEST_COMMENT + " characters.");
        }
        var reach = scope == null
                ? Scope.ONCE
                : Scope.named(scope)
                        .orElseThrow(() -> ApprovalException.invalid("`scope` must be once, session or agent."));
        return new Decision(approves, reach, lasts(), comment);
    }

    private Duration lasts() {
        if (expiresIn == null) {
            return LASTS;
        }
        var time = TIME.matcher(expiresIn);
        if (time.matches()) {
            var number = Long.parseLong(time.group(1));
            var lasts = switch (time.group(2)) {
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofSeconds(number);
            };
            if (lasts.isPositive() && lasts.compareTo(LONGEST) <= 0) {
                return lasts;
            }
        }
        throw ApprovalException.invalid("`expires_in` must be from 1s to 24h, as 900, 15m or 1h.");
    }
}
