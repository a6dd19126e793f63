package io.aispm.sdk.internal;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executors;

/** HTTP to the platform: version 1.1, without the machine's proxies, on virtual threads. */
final class Http {

    private static final String KEEP_ALIVE = "jdk.httpclient.keepalive.timeout";
    private static final String SHORTER_THAN_ANY_SERVERS = "10";

    private final HttpClient client;

    Http() {
        // A connection that the server is about to close must not be used for the next request.
        if (System.getProperty(KEEP_ALIVE) == null) {
            System.setProperty(KEEP_ALIVE, SHORTER_THAN_ANY_SERVERS);
        }
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(Duration.ofSeconds(10))
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) throws IOException {
        try {
            return client.send(request, body);
        } catch (InterruptedException interrupted) {
            throw Pauses.interrupted(interrupted);
        }
    }
}
