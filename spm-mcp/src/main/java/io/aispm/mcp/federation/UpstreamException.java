package io.aispm.mcp.federation;

import java.io.IOException;

/** A tool server did not do what it was asked. The message is for agents and operators; it names no address. */
final class UpstreamException extends IOException {

    private final boolean serversFault;

    private UpstreamException(String sentence, boolean serversFault) {
        super(sentence);
        this.serversFault = serversFault;
    }

    /** It failed, was silent, or can't be understood: it counts towards leaving it alone for a while. */
    static UpstreamException failed(String sentence) {
        return new UpstreamException(sentence, true);
    }

    /** It refused this request, or nobody wanted the answer any more. */
    static UpstreamException refused(String sentence) {
        return new UpstreamException(sentence, false);
    }

    boolean isServersFault() {
        return serversFault;
    }
}
