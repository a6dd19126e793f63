package io.aispm.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers send, well or badly, and what they are answered. */
class AgentWebServerIT {

    private final ServerUnderTest server = new ServerUnderTest();

    @AfterEach
    void end() {
        server.close();
    }

    private RawCaller caller() {
        return server.caller();
    }

    @Test
    void answersRequestsThatComeAtOnceInTheirOrder() throws IOException {
        try (var caller = caller()) {
            caller.post("/echo", "first").post("/parts", "").post("/echo", "third");

            assertThat(caller.answer().body()).isEqualTo("first");
            assertThat(caller.answer().body()).isEqualTo("one two");
            assertThat(caller.answer().body()).isEqualTo("third");
        }
    }

    @Test
    void answersBeforeABodyHasComeThatItDoesNotWant() throws IOException {
        try (var caller = caller()) {
            caller.say(
                    "POST /refused HTTP/1.1\r\nHost: gateway\r\nContent-Length: 300000\r\n\r\n" + "x".repeat(100_000));
            assertThat(caller.answer().status()).isEqualTo(401);

            caller.say("x".repeat(200_000)).post("/echo", "next");
            assertThat(caller.answer().body()).isEqualTo("next");
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void refusesABodyThatIsTooLargeAndServesTheNext(boolean announced) throws IOException {
        var body = "x".repeat(ServerUnderTest.MOST + 1);
        try (var caller = caller()) {
            if (announced) {
                caller.post("/echo", body);
            } else {
                caller.say("POST /echo HTTP/1.1\r\nHost: gateway\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");
            }
            assertThat(caller.answer().status()).isEqualTo(413);

            assertThat(caller.post("/echo", "next").answer().body()).isEqualTo("next");
        }
    }

    @Test
    void readsNoFurtherThanNeededBeforeABodyIsWanted() throws Exception {
        var written = new AtomicInteger();
        var part = "x".repeat(64 << 10);
        var parts = 200;
        try (var caller = caller()) {
            caller.say(
                    "POST /later HTTP/1.1\r\nHost: gateway\r\nContent-Length: " + parts * part.length() + "\r\n\r\n");
            var writing = Thread.ofVirtual().start(() -> {
                try {
                    while (written.getAndIncrement() < parts) {
                        caller.say(part);
                    }
                } catch (IOException closed) {
                    written.set(-1);
                }
            });
            var before = new AtomicInteger();
            await().during(Duration.ofMillis(300))
                    .until(() -> written.get() > 1 && before.getAndSet(written.get()) == written.get());
            assertThat(written.get()).isLessThan(parts);

            server.release.countDown();
            assertThat(caller.answer().body()).hasSize(parts * part.length());
            writing.join();
        }
    }

    @Test
    void readsChunks() throws IOException {
        try (var caller = caller()) {
            caller.say("POST /echo HTTP/1.1\r\nHost: gateway\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
            caller.say("6\r\n of it\r\n0\r\n\r\n");

            assertThat(caller.answer().body()).isEqualTo("half of it");
        }
    }

    @ParameterizedTest
    @CsvSource({"nonsense, 400", "line, 414", "header, 431"})
    void tellsWhatIsNoRequest(String kind, int status) throws IOException {
        try (var caller = caller()) {
            switch (kind) {
                case "line" -> caller.say("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: gateway\r\n\r\n");
                case "header" ->
                    caller.say("GET / HTTP/1.1\r\nHost: gateway\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n");
                default -> caller.say("\u0001\u0002 this is no HTTP\r\n\r\n");
            }

            assertThat(caller.answer().status()).isEqualTo(status);
            assertThat(caller.isClosed()).isTrue();
        }
    }

    @Test
    void decodesPaths() throws IOException {
        try (var caller = caller()) {
            caller.say("GET /a%20b/c?d=e HTTP/1.1\r\nHost: gateway\r\n\r\n");

            assertThat(caller.answer().body()).isEqualTo("/a b/c");
        }
    }

    @Test
    void answersHeadWithoutABody() throws IOException {
        try (var caller = caller()) {
            caller.say("HEAD /large HTTP/1.1\r\nHost: gateway\r\n\r\n");
            assertThat(caller.answer(false).headers())
                    .containsEntry("content-length", String.valueOf(ServerUnderTest.MOST));

            assertThat(caller.post("/echo", "next").answer().body()).isEqualTo("next");
        }
    }

    @Test
    void sendsLargeAnswersWhole() throws IOException {
        try (var caller = caller()) {
            assertThat(caller.post("/large", "").answer().body()).hasSize(ServerUnderTest.MOST);
        }
    }

    @Test
    void saysThatABodyMayCome() throws IOException {
        try (var caller = caller()) {
            caller.say("POST /echo HTTP/1.1\r\nHost: gateway\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
            assertThat(caller.answer(false).status()).isEqualTo(100);

            assertThat(caller.say("body").answer().body()).isEqualTo("body");
        }
    }

    @Test
    void asksForNoBodyThatItDoesNotWant() throws IOException {
        try (var caller = caller()) {
            caller.say("POST /refused HTTP/1.1\r\nHost: gateway\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");

            assertThat(caller.answer().status()).isEqualTo(401);
            assertThat(caller.isClosed()).isTrue();
        }
    }

    @Test
    void readsAllOfABodyThatItRefusesBeforeItCloses() throws IOException {
        try (var caller = caller()) {
            caller.say(
                    "POST /refused HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\nContent-Length: 8000000\r\n\r\n");
            caller.say("x".repeat(8_000_000));

            assertThat(caller.answer().headers()).containsEntry("connection", "close");
            assertThat(caller.isClosed()).isTrue();
        }
    }

    @Test
    void keepsTheConnectionOfAnOldCallerWhoAsksForThat() throws IOException {
        try (var caller = caller()) {
            caller.say("GET /large HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            assertThat(caller.answer().body()).hasSize(ServerUnderTest.MOST);

            assertThat(caller.post("/echo", "next").answer().body()).isEqualTo("next");
        }
    }

    @Test
    void servesAddressesThatNameTheServerToo() throws IOException {
        try (var caller = caller()) {
            caller.say("GET http://gateway:8501/parts HTTP/1.1\r\nHost: gateway\r\n\r\n");

            assertThat(caller.answer().body()).isEqualTo("one two");
        }
    }

    @Test
    void takesNoMoreRequestsFromWhoReadsNoAnswers() throws Exception {
        var written = new AtomicInteger();
        var requests = "GET /large HTTP/1.1\r\nHost: gateway\r\n\r\n".repeat(1_000);
        var caller = caller();
        var writing = Thread.ofVirtual().start(() -> {
            try {
                while (written.getAndIncrement() < 1_000) {
                    caller.say(requests);
                }
            } catch (IOException closed) {
                written.set(-1);
            }
        });
        try (caller) {
            var before = new AtomicInteger();
            await().during(Duration.ofMillis(500))
                    .until(() -> written.get() > 0 && before.getAndSet(written.get()) == written.get());
            assertThat(written.get()).isLessThan(1_000);
        }
        writing.join();
    }

    @Test
    void neverForgetsABodyThatIsWantedWhileItComes() throws IOException {
        var body = "x".repeat(200_000);
        try (var caller = caller()) {
            for (var count = 0; count < 300; count++) {
                assertThat(caller.post("/size", body).answer().body()).isEqualTo("200000");
            }
        }
    }

    @Test
    void closesTheConnectionOfWhoAsksForThat() throws IOException {
        try (var caller = caller()) {
            caller.say("GET /parts HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n");

            assertThat(caller.answer().body()).isEqualTo("one two");
            assertThat(caller.isClosed()).isTrue();
        }
    }

    @Test
    void streamsToTheEndOfTheConnectionWhereACallerKnowsNoChunks() throws IOException {
        try (var caller = caller()) {
            caller.say("GET /parts HTTP/1.0\r\nHost: gateway\r\n\r\n");

            var answer = caller.answer();
            assertThat(answer.headers()).doesNotContainKey("transfer-encoding");
            assertThat(answer.body()).isEqualTo("one two");
        }
    }

    @Test
    void neverLetsABrokenAnswerLookWhole() throws IOException {
        try (var caller = caller()) {
            caller.post("/broken", "");

            assertThatThrownBy(caller::answer).isInstanceOf(IOException.class);
        }
    }

    @Test
    void tellsAHandlerAtOnceThatItsCallerHasGone() throws Exception {
        try (var caller = caller()) {
            caller.post("/later", "");
            assertThat(server.reached.await(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(server.gone.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
