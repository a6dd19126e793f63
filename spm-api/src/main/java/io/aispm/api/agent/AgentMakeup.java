package io.aispm.api.agent;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is made of and runs in, beside its row and its settings.
 *
 * @param runtime what its code is written for
 * @param requirements the packages it brings, as they were uploaded; null for none
 * @param secrets when each of its secrets was set, by their names
 * @param scopes what its credentials open
 * @param sandbox what runs it
 * @param image what it runs in, where that is an image
 * @param network what it can reach
 * @param memoryMb the memory of its sandbox, in MiB
 * @param cpuQuota the share of processor cores of its sandbox
 */
public record AgentMakeup(
        String runtime,
        @Nullable String requirements,
        Map<String, Instant> secrets,
        List<String> scopes,
        String sandbox,
        @Nullable String image,
        List<String> network,
        int memoryMb,
        double cpuQuota) {}
