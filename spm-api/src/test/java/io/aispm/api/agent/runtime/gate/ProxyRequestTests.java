package io.aispm.api.agent.runtime.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyRequestTests {

    @Test
    void readsATunnel() {
        assertThat(ProxyRequest.parse("CONNECT PyPI.org:443 HTTP/1.1\r\nHost: pypi.org\r\n\r\n"))
                .contains(new ProxyRequest(new IndexAddress("pypi.org", 443), true, ""));
    }

    @Test
    void endsAPlainRequestsConnectionWithItsAnswer() {
        var head = String.join(
                "\r\n",
                "GET http://index:8080/simple/a/?x=1 HTTP/1.1",
                "Host: index",
                "Connection: keep-alive",
                "Proxy-Authorization: secret",
                "",
                "");

        assertThat(ProxyRequest.parse(head))
                .contains(new ProxyRequest(
                        new IndexAddress("index", 8080),
                        false,
                        "GET /simple/a/?x=1 HTTP/1.1\r\nHost: index\r\nConnection: close\r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "CONNECT pypi.org HTTP/1.1\r\n\r\n",
                "CONNECT a b:443 HTTP/1.1\r\n\r\n",
                "GET /simple/ HTTP/1.1\r\n\r\n",
                "GET file:///etc/passwd HTTP/1.1\r\n\r\n",
                "GET mailto:x HTTP/1.1\r\n\r\n",
                "CONNECT pypi.org:443 HTTP/1.1\r\nand no end"
            })
    void takesNothingElse(String head) {
        assertThat(ProxyRequest.parse(head)).isEmpty();
    }
}
