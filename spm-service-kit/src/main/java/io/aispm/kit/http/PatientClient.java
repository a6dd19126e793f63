package io.aispm.kit.http;

import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.classic.MinimalHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A client for calls that a step waits for: over kept connections, on the thread that calls. It follows no redirects, repeats
 * nothing and waits for an answer without end: {@link Patience} ends what takes too long.
 */
public final class PatientClient implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 10_000;
    private static final TimeValue UNUSED = TimeValue.ofMinutes(1);
    /**
     * A connection that was not used for so long is looked at before it is used again, which takes a millisecond. Who calls
     * puts a call once more whose kept connection was closed sooner.
     */
    private static final TimeValue DOUBTED = TimeValue.ofSeconds(10);

    private final PoolingHttpClientConnectionManager connections;
    private final MinimalHttpClient http;
    private final RequestConfig patient;
    private final Patience patience;

    /** One that connects within a limit, and asks a resolver of its own for addresses, or the system for null. */
    public PatientClient(Duration connect, @Nullable DnsResolver names) {
        var limit = Timeout.of(connect);
        this.connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(names)
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(MOST_CONNECTIONS)
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(Timeout.DISABLED).build())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(limit).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(limit)
                        .setSocketTimeout(Timeout.DISABLED)
                        .setValidateAfterInactivity(DOUBTED)
                        .build())
                .build();
        this.http = HttpClients.createMinimal(connections);
        this.patient = RequestConfig.custom()
                .setConnectionRequestTimeout(limit)
                .setResponseTimeout(Timeout.DISABLED)
                .build();
        this.patience = new Patience(() -> connections.closeIdle(UNUSED));
    }

    /**
     * Sends a message, and returns when an answer begins; whoever gets it closes it.
     *
     * @throws IOException where the server can't be reached, breaks off, or the message is cancelled
     */
    public ClassicHttpResponse send(HttpHost server, HttpUriRequestBase message) throws IOException {
        message.setConfig(patient);
        try {
            return http.executeOpen(server, message, null);
        } catch (IllegalStateException | NullPointerException failed) {
            // So the client fails where a message is cancelled before its connection is there.
            if (message.isCancelled()) {
                throw new IOException("ended before it was sent", failed);
            }
            throw failed;
        }
    }

    /** Begins to watch over a call that may take so long in all; {@code end} is run, once, where it takes longer. */
    public Patience.Wait over(Duration whole, Runnable end) {
        return patience.over(whole, end);
    }

    /** Closes the connections that nobody uses now. */
    void forgetIdle() {
        connections.closeIdle(TimeValue.ZERO_MILLISECONDS);
    }

    @Override
    public void close() {
        patience.close();
        http.close(CloseMode.IMMEDIATE);
    }
}
