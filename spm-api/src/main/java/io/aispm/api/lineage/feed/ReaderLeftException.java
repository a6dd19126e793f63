package io.aispm.api.lineage.feed;

/** Nobody reads the stream any more, or far too slowly. */
public final class ReaderLeftException extends RuntimeException {

    public ReaderLeftException(Throwable cause) {
        super(cause);
    }
}
