package io.aispm.kit.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import okhttp3.HttpUrl;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.classic.MinimalHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Asks one part of the platform short questions, each before a step that waits for it, over connections of its own: on the
 * thread that asks, without a timer for each. One limit of time holds for a question as a whole.
 */
public final class PartClient implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 1_000;
    private static final int LONGEST_ANSWER = 16 << 20;
    private static final TimeValue UNUSED = TimeValue.ofMinutes(1);
    /** A connection that was not used for so long is looked at before it is used again. */
    private static final TimeValue DOUBTED = TimeValue.ofSeconds(1);

    private final HttpHost part;
    private final String root;
    private final Duration limit;
    private final PoolingHttpClientConnectionManager connections;
    private final MinimalHttpClient http;
    private final RequestConfig patient;
    private final Patience patience;

    /** A client of the part at an address, whose questions take at most so long. */
    public PartClient(URI address, Duration limit) {
        var url = HttpUrl.get(address.toString());
        this.part = new HttpHost(url.scheme(), url.host(), url.port());
        this.root = url.encodedPath().replaceFirst("/+$", "");
        this.limit = limit;
        var wait = Timeout.of(limit);
        this.connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(MOST_CONNECTIONS)
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(Timeout.DISABLED).build())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(wait).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(wait)
                        .setSocketTimeout(Timeout.DISABLED)
                        .setValidateAfterInactivity(DOUBTED)
                        .build())
                .build();
        this.http = HttpClients.createMinimal(connections);
        this.patient = RequestConfig.custom()
                .setConnectionRequestTimeout(wait)
                .setResponseTimeout(Timeout.DISABLED)
                .build();
        this.patience = new Patience(() -> connections.closeIdle(UNUSED));
    }

    /** An answer. */
    @SuppressWarnings("ArrayRecordComponent") // read once, by whoever asked
    public record Answer(int status, byte[] body) {

        /** Whether it is one of success. */
        public boolean isSuccessful() {
            return status / 100 == 2;
        }
    }

    /**
     * Asks by {@code POST}. A question whose connection broke is put once more, over a new one: the part may have started
     * anew since the last. What is asked must bear that.
     *
     * @throws IOException where the part is away or takes too long
     */
    public Answer post(String path, byte[] json) throws IOException {
        try {
            return once(path, json);
        } catch (InterruptedIOException late) {
            throw late;
        } catch (IOException broken) {
            connections.closeIdle(TimeValue.ZERO_MILLISECONDS);
            return once(path, json);
        }
    }

    private Answer once(String path, byte[] json) throws IOException {
        var question = new HttpPost(root + path);
        question.setConfig(patient);
        question.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        try (var wait = patience.over(limit, question::cancel)) {
            try (var answer = http.executeOpen(part, question, null)) {
                return new Answer(answer.getCode(), body(answer));
            } catch (IOException | IllegalStateException | NullPointerException broken) {
                // The client throws what it likes where a message is cancelled before its connection is there.
                if (wait.isOver()) {
                    throw late(broken);
                }
                throw broken;
            }
        }
    }

    private static byte[] body(ClassicHttpResponse answer) throws IOException {
        return answer.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(answer.getEntity(), LONGEST_ANSWER);
    }

    private static InterruptedIOException late(Exception broken) {
        var late = new InterruptedIOException("no answer in time");
        late.initCause(broken);
        return late;
    }

    @Override
    public void close() {
        patience.close();
        http.close(CloseMode.GRACEFUL);
    }
}
