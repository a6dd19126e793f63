package io.aispm.api.posture;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes that are asked for beforehand, so that their drift is expected. */
@Service
@Transactional
public class PlannedChanges {

    private final PostureStore store;
    private final Ids ids;
    private final Clock clock;

    PlannedChanges(PostureStore store, Ids ids, Clock clock) {
        this.store = store;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param path with its dimension or without; null for the whole dimension
     */
    public record Wish(
            Dimension dimension,
            @Nullable String path,
            @Nullable Object to,
            String reason,
            Instant expiresAt) {}

    /** Keeps the wish until somebody approves it. */
    public PlannedChange ask(TenantId tenant, AgentId agent, String user, Wish wish) {
        var now = now();
        if (!wish.expiresAt().isAfter(now)) {
            throw PostureException.invalid(List.of("`expires_at` must be in the future."));
        }
        var change = new PlannedChange(
                ids.next(),
                tenant,
                agent,
                wish.dimension(),
                whole(wish),
                wish.to(),
                wish.reason(),
                user,
                now,
                wish.expiresAt(),
                null,
                null);
        store.add(change);
        return change;
    }

    /** Approves it; counts for changes that are made from now on. */
    public PlannedChange approve(TenantId tenant, UUID id, String user) {
        var now = now();
        var change = store.lockChange(tenant, id).orElseThrow(PostureException::unknownChange);
        var state = change.state(now);
        if (!"pending".equals(state)) {
            throw PostureException.closedChange(state);
        }
        var approved = change.approved(user, now);
        store.approve(approved);
        return approved;
    }

    private static @Nullable String whole(Wish wish) {
        var path = wish.path();
        var beginning = wish.dimension() + ".";
        return path == null || path.startsWith(beginning) ? path : beginning + path;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
