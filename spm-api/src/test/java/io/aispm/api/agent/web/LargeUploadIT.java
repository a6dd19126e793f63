package io.aispm.api.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.SpmApiTest;
import io.aispm.api.identity.TestPeople;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpmApiTest
class LargeUploadIT {

    private static final long HUNDRED_MB = 100L * 1024 * 1024;

    private final OkHttpClient http = new OkHttpClient();

    @LocalServerPort
    private int port;

    /** Whoever sends it all reads the answer, and not a broken connection. */
    @ParameterizedTest
    @ValueSource(longs = {HUNDRED_MB, -1})
    void aFileOfAHundredMegabytesIsRefused(long announced) throws IOException {
        var upload = new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("name", "huge")
                .addFormDataPart("version", "1")
                .addFormDataPart("agent_type", "custom")
                .addFormDataPart("code", "agent.py", zeros(announced))
                .build();
        var request = new Request.Builder()
                .url("http://127.0.0.1:" + port + "/api/spm/agents")
                .header("Authorization", TestPeople.operator(TestPeople.tenant()))
                .post(upload)
                .build();

        try (var answer = http.newCall(request).execute()) {
            assertThat(answer.code()).isEqualTo(413);
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            assertThat(answer.body().string()).contains("\"code\":\"content_too_large\"");
        }
    }

    private static RequestBody zeros(long announced) {
        return new RequestBody() {
            @Override
            public MediaType contentType() {
                return MediaType.get("text/x-python");
            }

            @Override
            public long contentLength() {
                return announced;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                var megabyte = new byte[1024 * 1024];
                for (var sent = 0L; sent < HUNDRED_MB; sent += megabyte.length) {
                    sink.write(megabyte);
                }
            }
        };
    }
}
