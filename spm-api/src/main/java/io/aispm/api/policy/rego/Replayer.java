package io.aispm.api.policy.rego;

import io.aispm.contract.agent.TenantId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides recorded questions once more, apart from the engine that decides for real. */
@FunctionalInterface
public interface Replayer {

    /** The version that a draft goes by while it is replayed; no kept version has that number. */
    int DRAFT = 0;

    /**
     * What the base rules and all policies linked to each question would decide of it, the draft among them.
     *
     * @param modules the other policies' modules, by tenant, id and version
     */
    List<Answer> decide(
            TenantId tenant, PolicySource draft, List<Linked> modules, List<Map<String, @Nullable Object>> questions);

    /** A module of a policy that is attached. */
    record Linked(String policy, int version, String rego) {}

    /** What is decided of one question; {@code unavailable} where it could not be. */
    record Answer(String decision, String reason, boolean unavailable) {}
}
