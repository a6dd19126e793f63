package io.aispm.api.agent.runtime;

/** What one agent may use of its host: memory in MiB and processor time in cores. */
public record Limits(int memoryMb, double cpuQuota) {

    public Limits {
        if (memoryMb <= 0 || !(cpuQuota > 0)) {
            throw new IllegalArgumentException("an agent needs some memory and some processor time");
        }
    }
}
