package io.aispm.kit.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import okhttp3.HttpUrl;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * Asks one part of the platform short questions, each before a step that waits for it, over connections of its own. One limit
 * of time holds for a question as a whole.
 */
public final class PartClient implements AutoCloseable {

    private static final int LONGEST_ANSWER = 16 << 20;

    private final HttpHost part;
    private final String root;
    private final Duration limit;
    private final PatientClient http;

    /** A client of the part at an address, whose questions take at most so long. */
    public PartClient(URI address, Duration limit) {
        var url = HttpUrl.get(address.toString());
        this.part = new HttpHost(url.scheme(), url.host(), url.port());
        this.root = url.encodedPath().replaceFirst("/+$", "");
        this.limit = limit;
        this.http = new PatientClient(limit, null);
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
            http.forgetIdle();
            return once(path, json);
        }
    }

    private Answer once(String path, byte[] json) throws IOException {
        var question = new HttpPost(root + path);
        question.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        try (var wait = http.over(limit, question::cancel)) {
            try (var answer = http.send(part, question)) {
                return new Answer(answer.getCode(), body(answer));
            } catch (IOException broken) {
                throw wait.isOver() ? late(broken) : broken;
            }
        }
    }

    private static byte[] body(ClassicHttpResponse answer) throws IOException {
        return answer.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(answer.getEntity(), LONGEST_ANSWER);
    }

    private static InterruptedIOException late(IOException broken) {
        var late = new InterruptedIOException("no answer in time");
        late.initCause(broken);
        return late;
    }

    @Override
    public void close() {
        http.close();
    }
}
