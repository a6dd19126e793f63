package io.aispm.api.identity;

import io.aispm.contract.agent.TenantId;
import java.util.function.BiConsumer;

/**
 * Routes of one thing that a tenant has: what is changed must be there, and that is told before what is wrong with the body.
 *
 * @param route the pattern that all of them begin with; it ends with {@code {id}}
 * @param require fails with the thing's own 404 where the tenant has none of this id, which may have any form
 */
public record KnownPath(String route, BiConsumer<TenantId, String> require) {

    public KnownPath {
        if (!route.endsWith("{id}")) {
            throw new IllegalArgumentException("no route of one thing: " + route);
        }
    }
}
