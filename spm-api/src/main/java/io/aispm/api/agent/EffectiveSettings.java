package io.aispm.api.agent;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The settings that count, by the contract's names; what nobody set is not among them. */
public record EffectiveSettings(Map<String, @Nullable Object> fields) {

    public EffectiveSettings {
        fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    }

    /** The model that all calls go to, whatever they ask for. */
    public @Nullable String model() {
        return fields.get("model") instanceof String text ? text : null;
    }

    /** The score from which a text is blocked, in place of the platform's. */
    public @Nullable Double blockScore() {
        return fields.get("block_score") instanceof Number number ? number.doubleValue() : null;
    }

    /** How many turns may be open at once. */
    public @Nullable Integer maxConcurrentTurns() {
        return integer("max_concurrent_turns");
    }

    /** The memory of its sandbox, in MiB. */
    public @Nullable Integer memoryMb() {
        return integer("memory_mb");
    }

    /** The share of processor cores of its sandbox. */
    public @Nullable Double cpuQuota() {
        return fields.get("cpu_quota") instanceof Number number ? number.doubleValue() : null;
    }

    /** Whether it is started again after a crash. */
    public boolean restartsOnFailure() {
        return "on-failure".equals(fields.get("restart"));
    }

    /** Whether agents may bring packages of their own. */
    public boolean requirementsAllowed() {
        return !Boolean.FALSE.equals(fields.get("requirements_allowed"));
    }

    /** Whether calls of models are screened: off, monitor or enforced. */
    public String guardLlm() {
        return fields.get("guard_llm") instanceof String text ? text : "monitor";
    }

    /** The models it may use; empty for any. */
    public List<String> allowedModels() {
        return names("allowed_models");
    }

    /** Where its calls of models go when the first place fails them, in this order. */
    public List<String> fallbacks() {
        return names("fallbacks");
    }

    private List<String> names(String name) {
        return fields.get(name) instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
    }

    private @Nullable Integer integer(String name) {
        return fields.get(name) instanceof Number number ? number.intValue() : null;
    }
}
