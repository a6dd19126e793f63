package io.aispm.mcp.tool;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.call.Allowance;
import io.aispm.contract.call.CallContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Holds agents and tenants to their setting {@code tool_calls_per_minute}. Each call is counted in the one place that
 * counts for all replicas, before anything is asked or done for it; whoever has no such setting is not counted.
 */
@Component
class ToolRates {

    private static final Logger log = LoggerFactory.getLogger(ToolRates.class);
    private static final String SETTING = "tool_calls_per_minute";

    private final Counting counting;

    ToolRates(Counting counting) {
        this.counting = counting;
    }

    /** Where calls are counted. */
    @FunctionalInterface
    interface Counting {

        /**
         * Takes what is there of the shares.
         *
         * @return the grants, in the order of the shares
         * @throws IOException where nobody answers
         */
        List<Allowance.Grant> take(List<Allowance.Share> shares) throws IOException;
    }

    /** Counts one call of the agent; why it may not be made, where it may not. Where nobody can count, it may not. */
    Optional<ToolResult> refusal(CallContext context) {
        var shares = shares(context);
        if (shares.isEmpty()) {
            return Optional.empty();
        }
        try {
            return refusal(shares, counting.take(shares));
        } catch (IOException away) {
            log.atError().setCause(away).log("Nobody counted a tool call; refusing");
            return Optional.of(new ToolResult.Refused(
                    "control_plane_unavailable", "Nobody can say now whether this call is within its limit."));
        }
    }

    private Optional<ToolResult> refusal(List<Allowance.Share> shares, List<Allowance.Grant> grants)
            throws IOException {
        if (grants.size() != shares.size()) {
            throw new IOException("the control plane answered for other shares than those it was asked for");
        }
        List<Allowance.Share> granted = new ArrayList<>();
        Allowance.Share refused = null;
        var wait = 0L;
        for (var index = 0; index < shares.size(); index++) {
            if (grants.get(index).amount() >= 1) {
                granted.add(shares.get(index));
            } else if (refused == null || grants.get(index).waitMs() > wait) {
                refused = shares.get(index);
                wait = grants.get(index).waitMs();
            }
        }
        if (refused == null) {
            return Optional.empty();
        }
        giveBack(granted);
        return Optional.of(new ToolResult.Refused("rate_limited", sentence(refused, Duration.ofMillis(wait))));
    }

    /** A call that one limit refuses is not counted by the other. */
    private void giveBack(List<Allowance.Share> granted) {
        if (granted.isEmpty()) {
            return;
        }
        try {
            counting.take(granted.stream()
                    .map(share -> new Allowance.Share(
                            share.tenant(), share.agent(), share.kind(), share.limit(), 0, -1, false))
                    .toList());
        } catch (IOException away) {
            log.atWarn().setCause(away).log("A tool call that was not made stays counted");
        }
    }

    private static String sentence(Allowance.Share refused, Duration wait) {
        var whose = refused.agent() == null ? "This tenant's agents have" : "This agent has";
        var seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return whose + " used up the tool calls per minute; try again in " + seconds + " s.";
    }

    /** A tenant's limit holds for all of its agents together; an agent that has no other is within it already. */
    private static List<Allowance.Share> shares(CallContext context) {
        List<Allowance.Share> shares = new ArrayList<>();
        var ofTenant = limit(context.tenantSettings());
        var ofAgent = limit(context.settings());
        if (!ofAgent.equals(ofTenant)) {
            ofAgent.ifPresent(limit -> shares.add(one(context, context.agent().id(), limit)));
        }
        ofTenant.ifPresent(limit -> shares.add(one(context, null, limit)));
        return shares;
    }

    private static Allowance.Share one(CallContext context, @Nullable AgentId agent, double limit) {
        return new Allowance.Share(context.tenantId(), agent, Allowance.Kind.TOOL_CALLS_PER_MINUTE, limit, 1, 1, false);
    }

    private static OptionalDouble limit(Map<String, @Nullable Object> settings) {
        return settings.get(SETTING) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }
}
