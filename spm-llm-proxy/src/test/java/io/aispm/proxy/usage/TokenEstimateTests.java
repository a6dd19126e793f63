package io.aispm.proxy.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.proxy.provider.ChatRequest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class TokenEstimateTests {

    private static long estimate(String body) {
        return TokenEstimate.of(ChatRequest.of((ObjectNode) new JsonMapper().readTree(body)));
    }

    @Test
    void countsFourBytesAsOne() {
        assertThat(TokenEstimate.of("")).isZero();
        assertThat(TokenEstimate.of("abcd")).isEqualTo(1);
        assertThat(TokenEstimate.of("abcde")).isEqualTo(2);
        assertThat(TokenEstimate.of("天気")).isEqualTo(2);
    }

    @Test
    void countsAllThatIsSent() {
        var plain = estimate("{\"messages\":[{\"role\":\"user\",\"content\":\"Hello there\"}]}");
        var withTool = estimate("{\"messages\":[{\"role\":\"user\",\"content\":\"Hello there\"}],"
                + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a_long_name\"}}]}");

        assertThat(plain).isEqualTo(4 + 3);
        assertThat(withTool).isGreaterThan(plain);
    }

    @Test
    void countsAnImageByItselfAndNotByItsBytes() {
        var image = estimate("{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\","
                + "\"image_url\":{\"url\":\"data:image/png;base64," + "A".repeat(100_000) + "\"}}]}]}");

        assertThat(image).isLessThan(100);
    }
}
