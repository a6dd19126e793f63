package io.aispm.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.proxy.TestCalls;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProviderRouteTests {

    private static TestCalls integration() {
        return TestCalls.to("openai").integration("i-1").config("model", "m-1").key("key-1");
    }

    private static ProviderRoute route(TestCalls calls) {
        return ProviderRoute.of(calls.call());
    }

    @Test
    void isTheSameForTheSameIntegration() {
        assertThat(route(integration())).isEqualTo(route(integration()));
    }

    @Test
    void isAnotherOnceAnythingOfItsIntegrationIsChanged() {
        assertThat(List.of(
                        route(integration()),
                        route(integration().key("key-2")),
                        route(integration().config("model", "m-2")),
                        route(integration().config("models_allowed", List.of("m-1"))),
                        route(integration().config("base_url", "https://models.test/v1")),
                        route(integration().integration("i-2")),
                        route(TestCalls.to("openai").integration("i-1").config("model", "m-1"))))
                .doesNotHaveDuplicates();
    }

    @Test
    void showsNothingOfTheKey() {
        assertThat(route(integration())).asString().doesNotContain("key-1");
    }
}
