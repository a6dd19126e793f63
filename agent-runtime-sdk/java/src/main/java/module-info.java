import org.jspecify.annotations.NullMarked;

/** What an AI-SPM agent is written with. */
@NullMarked
@SuppressWarnings("requires-automatic")
module io.aispm.sdk {
    requires transitive org.jspecify;
    requires transitive tools.jackson.databind;
    requires java.net.http;
    requires kafka.clients;
    requires static jdk.httpserver;

    exports io.aispm.sdk;
    exports io.aispm.sdk.testing;

    opens io.aispm.sdk.internal to
            tools.jackson.databind;

    uses io.aispm.sdk.Agent;
}
