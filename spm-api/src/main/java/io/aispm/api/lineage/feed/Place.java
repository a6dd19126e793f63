package io.aispm.api.lineage.feed;

/** A place in the lineage topic: the event that stands there, or the one that will. */
public record Place(int partition, long offset) {

    /** The place after it. */
    public Place next() {
        return new Place(partition, offset + 1);
    }
}
