package io.aispm.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is refused before any controller sees it is a problem as well, over a real connection. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        classes = ServiceIT.Bare.class,
        properties = {
            "spring.config.import=classpath:kit.yaml",
            "management.server.port=0",
            "spm.lineage.enabled=false",
            "spm.control.enabled=false",
            "spm.kafka.health=false",
            "spm.opa.enabled=false"
        })
class RefusedEarlyIT {

    private static final int SECONDS = 10;
    private static final JsonMapper JSON = JsonMapper.shared();

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /agents/%00 | 400 | bad_request",
                "GET /agents/a%2fb | 400 | bad_request",
                "GET /agents/%zz | 400 | bad_request",
                "GET /agents/a{b | 400 | bad_request",
                "TRACE /rows | 405 | method_not_allowed",
                "GET /error | 404 | not_found"
            })
    void anAddressThatIsNoneIsAProblem(String line, int status, String code) throws IOException {
        var answer = send(line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer.head()).startsWith("HTTP/1.1 " + status).contains("application/problem+json");
        assertThat(answer.problem().path("code").asString()).isEqualTo(code);
        assertThat(answer.problem().path("status").asInt()).isEqualTo(status);
        assertThat(answer.problem().path("detail").asString()).isNotBlank();
    }

    @Test
    void aHeaderThatIsTooLongIsAProblem() throws IOException {
        var answer = send("GET /rows HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Long: " + "x".repeat(20_000)
                + "\r\n\r\n");

        assertThat(answer.head()).startsWith("HTTP/1.1 4").contains("application/problem+json");
        assertThat(answer.problem().path("code").asString()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"/rows, 200", "/broken, 409", "/nothing-here, 404"})
    void anAcceptThatCannotBeReadIsAnsweredAsIfThereWereNone(String path, int status) throws IOException {
        var answer = send("GET " + path
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: not a media type\r\n\r\n");

        assertThat(answer.head()).startsWith("HTTP/1.1 " + status);
        assertThat(answer.body()).isNotBlank();
    }

    private Answer send(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(SECONDS * 1_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var end = text.indexOf("\r\n\r\n");
            return new Answer(end < 0 ? text : text.substring(0, end), end < 0 ? "" : text.substring(end + 4));
        }
    }

    private record Answer(String head, String body) {

        /** The document, whether the body came in chunks or whole. */
        JsonNode problem() {
            return JSON.readTree(body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1));
        }
    }
}
