package io.aispm.api.posture;

import io.aispm.api.agent.Agent;
import io.aispm.api.agent.AgentMakeups;
import io.aispm.api.agent.AgentSettings;
import io.aispm.api.integration.RuntimeRows;
import java.util.List;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Reads what an agent is now. */
@Component
class PostureReader {

    private final List<DimensionReader> readers;
    private final AgentMakeups makeups;
    private final AgentSettings settings;
    private final RuntimeRows rows;

    PostureReader(List<DimensionReader> readers, AgentMakeups makeups, AgentSettings settings, RuntimeRows rows) {
        this.readers = List.copyOf(readers);
        this.makeups = makeups;
        this.settings = settings;
        this.rows = rows;
    }

    PostureDocument read(Agent agent) {
        var subject = new DimensionReader.Subject(
                agent, makeups.of(agent), settings.of(agent.tenantId(), agent.id()), rows.of(agent.tenantId()));
        var all = new TreeMap<String, Object>();
        for (var reader : readers) {
            var values = new DimensionReader.Values(reader.dimension());
            reader.read(subject, values);
            all.putAll(values.all());
        }
        return new PostureDocument(all);
    }
}
