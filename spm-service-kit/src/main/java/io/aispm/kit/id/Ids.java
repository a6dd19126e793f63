package io.aispm.kit.id;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.aispm.contract.lineage.TraceId;
import java.util.UUID;

/** Makes ids: UUIDv7 (RFC 9562), so that rows made together lie together. Safe for use by many threads. */
public final class Ids {

    private final TimeBasedEpochGenerator generator = Generators.timeBasedEpochGenerator();

    /** A new id, later than all that this instance made before. */
    public UUID next() {
        return generator.generate();
    }

    /** A new trace id. */
    public TraceId nextTrace() {
        return TraceId.from(next());
    }
}
