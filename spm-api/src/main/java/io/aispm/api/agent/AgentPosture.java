package io.aispm.api.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How far an agent is from what was reviewed.
 *
 * @param score from 0 to 100; 100 for no drift that counts
 * @param openDrift how many drifts nobody has decided on
 * @param worstClass the worst class among them; null for none
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AgentPosture(
        int score,
        @JsonProperty("open_drift") int openDrift,
        @JsonProperty("worst_class") @Nullable String worstClass) {}
