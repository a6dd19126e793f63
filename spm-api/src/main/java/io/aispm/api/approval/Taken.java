package io.aispm.api.approval;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An approval that was taken for a deed, and the reply that was withheld under it. */
public final class Taken {

    private final UUID id;
    private final byte @Nullable [] withheld;

    /** @param withheld the reply, encrypted; null where the approval is of something else */
    public Taken(UUID id, byte @Nullable [] withheld) {
        this.id = id;
        this.withheld = withheld;
    }

    UUID id() {
        return id;
    }

    byte @Nullable [] withheld() {
        return withheld;
    }
}
