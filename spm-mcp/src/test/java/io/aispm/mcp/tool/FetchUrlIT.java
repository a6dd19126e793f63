package io.aispm.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aispm.kit.net.OutboundGuard;
import io.aispm.kit.net.OutboundProperties;
import io.aispm.mcp.Callers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import javax.net.SocketFactory;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Fetches from a real server. Names that end in {@code .example} are at public addresses, as far as the tool can tell, and
 * the sockets to those lead to the server; every other name and address is what it is.
 */
class FetchUrlIT {

    private static final InetAddress PUBLIC = InetAddress.ofLiteral("93.184.216.34");

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger lookups = new AtomicInteger();
    private HttpServer server;
    private FetchUrl tool;

    @BeforeEach
    void starts() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        var http = new OkHttpClient.Builder().socketFactory(new ToTheServer()).build();
        tool = new FetchUrl(new PageFetcher(
                http,
                new OutboundGuard(new OutboundProperties(List.of("127.0.0.1", "localhost"), true), this::lookup)));
    }

    @AfterEach
    void stops() {
        server.stop(0);
    }

    @Test
    void readsAPageAsAPersonWould() {
        answers("text/html; charset=utf-8", "<title>Kiwis</title><p>Green.</p><script>evil()</script>");

        assertThat(fetch("http://page.example/a?b=c#d")).isInstanceOfSatisfying(ToolAnswer.Answered.class, answered -> {
            assertThat(answered.untrusted()).isTrue();
            assertThat(answered.structured())
                    .isEqualTo(Map.of(
                            "url", "http://page.example/a?b=c",
                            "title", "Kiwis",
                            "content", "Green.",
                            "truncated", false));
        });
    }

    @Test
    void saysThatThereIsMoreThanWasAskedFor() {
        answers("text/plain", "🥝".repeat(20));

        var answer = tool.call(
                Map.of("url", "http://page.example/", "max_chars", 5),
                Callers.agent(Callers.ADA, null),
                Course.within(Duration.ofSeconds(5)));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        ToolAnswer.Answered.class,
                        answered -> assertThat(answered.structured())
                                .containsEntry("content", "🥝🥝🥝🥝🥝")
                                .containsEntry("truncated", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:{port}/",
                "http://localhost:{port}/",
                "http://2130706433:{port}/",
                "http://0x7f000001:{port}/",
                "http://0177.0.0.1:{port}/",
                "http://127.1:{port}/",
                "http://[::1]:{port}/",
                "http://[::ffff:127.0.0.1]:{port}/",
                "http://[::ffff:7f00:1]:{port}/",
                "http://[64:ff9b::7f00:1]:{port}/",
                "http://[2002:7f00:1::]:{port}/",
                "http://0.0.0.0:{port}/",
                "http://[::]:{port}/",
                "http://127.0.0.1.:{port}/",
                "http://①②⑦.⓪.⓪.①:{port}/",
                "http://10.0.0.1:{port}/",
                "http://192.168.0.1:{port}/",
                "http://169.254.169.254/latest/meta-data/",
                "http://[fd00:ec2::254]/",
                "http://100.100.100.200/",
                "http://private.test:{port}/",
                "http://mixed.test:{port}/"
            })
    void reachesNothingThatIsNotOnThePublicInternet(String url) {
        answers("text/plain", "secret");

        assertThat(fetch(
                        url.replace("{port}", String.valueOf(server.getAddress().getPort()))))
                .isInstanceOf(ToolAnswer.Failed.class);
        assertThat(asked).hasValue(0);
    }

    @Test
    void reachesNoAddressOfThePlatformUnderAnyName() {
        answers("text/plain", "secret");
        var guarded = new OutboundGuard(
                new OutboundProperties(List.of(), List.of("https://platform.example"), false), this::lookup);
        var http = new OkHttpClient.Builder().socketFactory(new ToTheServer()).build();
        tool = new FetchUrl(new PageFetcher(http, guarded));

        assertThat(fetch("http://another-name.example/")).isInstanceOf(ToolAnswer.Failed.class);
        assertThat(asked).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://page.example/",
                "gopher://page.example:70/",
                "jar:http://page.example/!/x",
                "data:text/plain,hello",
                "javascript:alert(1)",
                "//page.example/",
                "page.example",
                "http://",
                "http://user:secret@page.example/",
                "http://user@page.example/",
                "http://page.example@127.0.0.1/",
                "http://page.example:22/",
                "http://page.example:25/"
            })
    void takesNoOtherSchemeNoUserAndNoPortOfAnotherService(String url) {
        answers("text/plain", "secret");

        assertThat(fetch(url))
                .isInstanceOfSatisfying(
                        ToolAnswer.Failed.class,
                        failed -> assertThat(failed.sentence()).doesNotContain("secret"));
        assertThat(asked).hasValue(0);
    }

    @Test
    void connectsToTheAddressThatItChecked() {
        answers("text/plain", "public");

        assertThat(fetch("http://rebinding.test/")).isInstanceOf(ToolAnswer.Answered.class);
        assertThat(lookups)
                .as("the second answer of the DNS would be 127.0.0.1")
                .hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080/, http://127.0.0.1:8080/",
        "/there, http://page.example/there",
        "https://other.example/x, https://other.example/x"
    })
    void whereAPageSendsItIsAnotherCall(String location, String url) {
        moves(location);

        assertThat(fetch("http://page.example/")).isEqualTo(new ToolAnswer.Again(Map.of("url", url)));
        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "http://user:secret@page.example/", "gopher://x/"})
    void goesNowhereThatIsNoPage(String location) {
        moves(location);

        assertThat(fetch("http://page.example/")).isInstanceOf(ToolAnswer.Failed.class);
    }

    @Test
    void aSmallFileThatUnpacksToALargeOneIsNotUnpacked() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            for (var megabyte = 0; megabyte < 200; megabyte++) {
                gzip.write(new byte[1024 * 1024]);
            }
        }
        handles(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, packed.size());
            exchange.getResponseBody().write(packed.toByteArray());
        });

        assertThat(fetch("http://page.example/")).isEqualTo(new ToolAnswer.Failed("The page is larger than 2 MB."));
    }

    @Test
    void anEndlessPageEndsAtItsLimit() {
        handles(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(new byte[64 * 1024]);
            }
        });

        assertThat(fetch("http://page.example/")).isEqualTo(new ToolAnswer.Failed("The page is larger than 2 MB."));
    }

    @Test
    void aPageThatDripsEndsInTime() {
        handles(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write('a');
                exchange.getResponseBody().flush();
                LockSupport.parkNanos(50_000_000);
            }
        });

        var answer = tool.call(
                Map.of("url", "http://page.example/"),
                Callers.agent(Callers.ADA, null),
                Course.within(Duration.ofSeconds(1)));

        assertThat(answer).isEqualTo(new ToolAnswer.Failed("The page took longer than 1 s."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/octet-stream", "image/png", "application/pdf", "application/zip", ""})
    void whatIsNotTextIsNotRead(String type) {
        answers(type, "GIF89a");

        assertThat(fetch("http://page.example/"))
                .isInstanceOfSatisfying(
                        ToolAnswer.Failed.class,
                        failed -> assertThat(failed.sentence()).contains("only text"));
    }

    @Test
    void saysNothingOfWhatAnotherServersErrorSays() {
        handles(exchange -> {
            exchange.sendResponseHeaders(500, 0);
            exchange.getResponseBody().write("secret".getBytes(StandardCharsets.UTF_8));
        });

        assertThat(fetch("http://page.example/"))
                .isEqualTo(new ToolAnswer.Failed("The page can't be had: its server answered 500."));
    }

    private ToolAnswer fetch(String url) {
        return tool.call(Map.of("url", url), Callers.agent(Callers.ADA, null), Course.within(Duration.ofSeconds(5)));
    }

    private void answers(String type, String body) {
        handles(exchange -> {
            if (!type.isEmpty()) {
                exchange.getResponseHeaders().set("Content-Type", type);
            }
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    private void moves(String location) {
        handles(exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        });
    }

    private void handles(Answering answering) {
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            try (exchange) {
                answering.answer(exchange);
            }
        });
    }

    private List<InetAddress> lookup(String host) throws UnknownHostException {
        if (host.equals("rebinding.test")) {
            return List.of(lookups.incrementAndGet() == 1 ? PUBLIC : InetAddress.getLoopbackAddress());
        }
        return switch (host) {
            case "private.test" -> List.of(InetAddress.ofLiteral("10.0.0.1"));
            case "mixed.test" -> List.of(PUBLIC, InetAddress.getLoopbackAddress());
            default -> host.endsWith(".example") ? List.of(PUBLIC) : Dns.SYSTEM.lookup(host);
        };
    }

    @FunctionalInterface
    private interface Answering {

        void answer(HttpExchange exchange) throws IOException;
    }

    /** Whoever connects to the public address gets to the server. */
    private final class ToTheServer extends SocketFactory {

        @Override
        public Socket createSocket() {
            return new Socket() {
                @Override
                public void connect(java.net.SocketAddress to, int timeout) throws IOException {
                    var isPublic = PUBLIC.equals(((InetSocketAddress) to).getAddress());
                    super.connect(isPublic ? server.getAddress() : to, timeout);
                }
            };
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
