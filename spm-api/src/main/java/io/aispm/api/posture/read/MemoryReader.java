package io.aispm.api.posture.read;

import io.aispm.api.knowledge.AgentDocuments;
import io.aispm.api.posture.Dimension;
import io.aispm.api.posture.DimensionReader;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The documents that are linked to the agent. */
@Component
class MemoryReader implements DimensionReader {

    private final AgentDocuments documents;

    MemoryReader(AgentDocuments documents) {
        this.documents = documents;
    }

    @Override
    public Dimension dimension() {
        return Dimension.MEMORY;
    }

    @Override
    public void read(Subject subject, Values into) {
        for (var document :
                documents.of(subject.agent().tenantId(), subject.agent().id())) {
            into.put(
                    Map.of(
                            "name",
                            document.name(),
                            "version",
                            document.version(),
                            "sha256",
                            document.sha256(),
                            "state",
                            document.state().name().toLowerCase(Locale.ROOT)),
                    "sources",
                    document.id().toString());
        }
    }
}
