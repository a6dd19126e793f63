package io.aispm.sdk.testing;

import io.aispm.sdk.internal.Json;

/** What one of the platform's doors answers. */
record Answer(int status, String contentType, String body) {

    static Answer json(int status, Object document) {
        return new Answer(status, "application/json", Json.MAPPER.writeValueAsString(document));
    }

    static Answer events(String events) {
        return new Answer(200, "text/event-stream", events);
    }

    static Answer nothing() {
        return new Answer(204, "application/json", "");
    }
}
