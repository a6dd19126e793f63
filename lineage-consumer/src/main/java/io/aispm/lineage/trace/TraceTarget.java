package io.aispm.lineage.trace;

import java.net.URI;

/**
 * Where traces go.
 *
 * @param endpoint the base address of an OTLP/HTTP receiver, to which {@code /v1/traces} is appended
 * @param header one header that the receiver wants, as {@code name: value}; blank for none
 */
record TraceTarget(URI endpoint, String header) {

    TraceTarget {
        if (!"http".equals(endpoint.getScheme()) && !"https".equals(endpoint.getScheme())) {
            throw new IllegalArgumentException("SPM_OTLP_ENDPOINT must be an http or https address");
        }
        if (!header.isBlank() && header.indexOf(':') < 1) {
            throw new IllegalArgumentException("SPM_OTLP_HEADER must be `name: value`");
        }
    }

    /** The header may be a secret; it stays out of logs. */
    @Override
    public String toString() {
        return "TraceTarget[" + endpoint + "]";
    }
}
