package io.aispm.contract.call;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What agents may use of models and tools, and how a gateway asks for a share of it. */
public interface Allowance {

    /** What is counted. */
    enum Kind {
        @JsonProperty("requests_per_minute")
        REQUESTS_PER_MINUTE,
        @JsonProperty("tokens_per_minute")
        TOKENS_PER_MINUTE,
        @JsonProperty("budget_tokens_per_day")
        BUDGET_TOKENS_PER_DAY,
        @JsonProperty("budget_usd_per_day")
        BUDGET_USD_PER_DAY,
        @JsonProperty("tool_calls_per_minute")
        TOOL_CALLS_PER_MINUTE;

        /** Whether it begins anew each day (UTC) instead of growing back all the time. */
        public boolean isDaily() {
            return this == BUDGET_TOKENS_PER_DAY || this == BUDGET_USD_PER_DAY;
        }
    }

    /**
     * A share that is asked for, or given back.
     *
     * @param agent whose it is; null for all of a tenant's agents together
     * @param limit how much there is in all, per minute or day
     * @param least with less than this left, nothing is granted
     * @param amount how much is wanted; below zero, it is given back
     * @param force whether it is taken even where it isn't there: it was used already
     */
    record Share(
            TenantId tenant,
            @Nullable AgentId agent,
            Kind kind,
            double limit,
            double least,
            double amount,
            boolean force) {}

    /**
     * The answer to one.
     *
     * @param waitMs how long to wait where nothing is granted, in milliseconds
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Grant(double amount, @JsonProperty("wait_ms") long waitMs) {}

    /** All shares that are asked for at once. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Question(List<Share> shares) {}

    /** The grants, in the order of the shares. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(List<Grant> grants) {}
}
