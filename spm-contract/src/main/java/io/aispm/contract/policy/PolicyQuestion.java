package io.aispm.contract.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code input} of a policy decision. Exactly one of {@code prompt}, {@code reply}, {@code tool} and {@code llm}
 * is there, by its stage.
 *
 * @param reply all of a reply that was released, and what is to be released next
 * @param replyEnded whether nothing comes after that; told of replies only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyQuestion(
        Stage stage,
        @JsonProperty("tenant_id") TenantId tenantId,
        Subject agent,
        @Nullable Person user,
        @Nullable Session session,
        @Nullable String prompt,
        @Nullable String reply,
        @JsonProperty("reply_ended") @Nullable Boolean replyEnded,
        @Nullable Tool tool,
        @Nullable Llm llm,
        @Nullable Guard guard,
        @JsonProperty("linked_policies") List<LinkedPolicy> linkedPolicies,
        Instant now) {

    /** A question about anything but a reply. */
    public PolicyQuestion(
            Stage stage,
            TenantId tenantId,
            Subject agent,
            @Nullable Person user,
            @Nullable Session session,
            @Nullable String prompt,
            @Nullable String reply,
            @Nullable Tool tool,
            @Nullable Llm llm,
            @Nullable Guard guard,
            List<LinkedPolicy> linkedPolicies,
            Instant now) {
        this(stage, tenantId, agent, user, session, prompt, reply, null, tool, llm, guard, linkedPolicies, now);
    }

    /** The same question with one of the linked policies left out. */
    public PolicyQuestion without(@Nullable String policyId) {
        var others = linkedPolicies.stream()
                .filter(linked -> !linked.id().equals(policyId))
                .toList();
        return new PolicyQuestion(
                stage, tenantId, agent, user, session, prompt, reply, replyEnded, tool, llm, guard, others, now);
    }

    /** The same question about a tool. */
    public PolicyQuestion about(Tool other) {
        return new PolicyQuestion(
                stage,
                tenantId,
                agent,
                user,
                session,
                prompt,
                reply,
                replyEnded,
                other,
                llm,
                guard,
                linkedPolicies,
                now);
    }

    /** The agent that acts. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Subject(
            AgentId id,
            String name,
            @JsonProperty("agent_type") String agentType,
            String risk,
            @Nullable String owner,
            @Nullable Map<String, @Nullable Object> posture) {}

    /** The person for whom it acts. */
    public record Person(String sub, List<String> roles, List<String> scopes) {}

    /** The conversation in which it acts; {@code turn} counts from 1. */
    public record Session(String id, int turn) {}

    /** The tool it wants to call. {@code manifestApproved} is told only of a federated server's tool. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Tool(
            String name,
            Map<String, @Nullable Object> args,
            @JsonProperty("manifest_approved") @Nullable Boolean manifestApproved) {}

    /** The model it wants to call, and how many tokens its request is estimated at. */
    public record Llm(String model, long tokens) {}

    /**
     * What the guard said of the text.
     *
     * @param categoryScores how sure it is of each category, 0 to 1
     * @param signals what spoke for its verdict, such as {@code unsupported_language}; never the text itself
     */
    public record Guard(
            String verdict,
            double score,
            List<String> categories,

            @JsonProperty("category_scores") @JsonSetter(nulls = Nulls.AS_EMPTY)
            Map<String, Double> categoryScores,

            @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> signals) {

        /** What a guard says that tells a verdict and no more. */
        public Guard(String verdict, double score, List<String> categories) {
            this(verdict, score, categories, Map.of(), List.of());
        }
    }
}
