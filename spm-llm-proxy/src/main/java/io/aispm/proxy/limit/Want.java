package io.aispm.proxy.limit;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.Allowance;
import org.jspecify.annotations.Nullable;

/**
 * What a call wants of one allowance.
 *
 * @param least with less than this, the call may not be made
 * @param amount what it is expected to take
 */
record Want(Key key, double limit, double least, double amount) {

    private static final double SHARE_OF_A_MINUTE = 0.05;
    private static final double SHARE_OF_A_DAY = 0.02;

    /** Whose allowance it is: an agent's, or, where that is null, its tenant's. */
    record Key(TenantId tenant, @Nullable AgentId agent, Allowance.Kind kind) {}

    /** How much is asked for at once. */
    double batch() {
        return Math.max(amount, limit * (key.kind().isDaily() ? SHARE_OF_A_DAY : SHARE_OF_A_MINUTE));
    }

    /** What has to be asked for, where this much is there already. */
    Allowance.Share lacking(double left) {
        return share(Math.max(least - left, 0), Math.max(batch() - left, 0), false);
    }

    Allowance.Share share(double atLeast, double wanted, boolean force) {
        return new Allowance.Share(key.tenant(), key.agent(), key.kind(), limit, atLeast, wanted, force);
    }

    /** The sentence that a refused caller reads. */
    String refusal() {
        var whose = key.agent() == null ? "This tenant's agents have" : "This agent has";
        return whose
                + switch (key.kind()) {
                    case REQUESTS_PER_MINUTE -> " used up the requests per minute.";
                    case TOKENS_PER_MINUTE -> " used up the tokens per minute.";
                    case BUDGET_TOKENS_PER_DAY -> " used up the day's budget of tokens.";
                    case BUDGET_USD_PER_DAY -> " used up the day's budget in US dollars.";
                    case TOOL_CALLS_PER_MINUTE -> " used up the tool calls per minute.";
                };
    }
}
