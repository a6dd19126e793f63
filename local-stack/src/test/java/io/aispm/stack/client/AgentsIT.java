package io.aispm.stack.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of several pages, as the platform answers them. */
class AgentsIT {

    private static final String FIRST = "0197e5a0-1111-7000-8000-000000000000";
    private static final String SECOND = "0197e5a0-2222-7000-8000-000000000000";

    private final MockWebServer platform = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        platform.start();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void areReadToTheLastPage() throws Exception {
        answer("[" + agent(FIRST, "one") + "]", "</api/spm/agents?limit=200&cursor=c%2B1>; rel=\"next\"");
        answer("[" + agent(SECOND, "two") + "]", null);

        assertThat(agents().all().map(agent -> agent.path("name").asString())).containsExactly("one", "two");

        assertThat(platform.takeRequest().getTarget()).isEqualTo("/api/spm/agents?limit=200");
        var second = platform.takeRequest();
        assertThat(second.getTarget()).isEqualTo("/api/spm/agents?limit=200&cursor=c%2B1");
        assertThat(second.getHeaders().get("Authorization")).isEqualTo("Bearer token");
    }

    @Test
    void areFoundByNameOnALaterPage() {
        answer("[" + agent(FIRST, "agent two") + "]", link());
        answer("[" + agent(SECOND, "agent") + "]", null);

        assertThat(agents().find("agent")).contains(SECOND);
    }

    @Test
    void areNotLookedForOnceFound() {
        answer("[" + agent(FIRST, "agent") + "]", link());

        assertThat(agents().find("agent")).contains(FIRST);

        assertThat(platform.getRequestCount()).isEqualTo(1);
    }

    @Test
    void areAskedForHereOnlyWhereverTheLinkPoints() throws Exception {
        answer("[" + agent(FIRST, "one") + "]", "<http://elsewhere.invalid/api/spm/agents?cursor=c>; rel=\"next\"");
        answer("[" + agent(SECOND, "two") + "]", null);

        assertThat(agents().all()).hasSize(2);

        platform.takeRequest();
        assertThat(platform.takeRequest().getTarget()).isEqualTo("/api/spm/agents?cursor=c");
    }

    private Agents agents() {
        return new Agents(new Platform(platform.url("/").toString(), "token"), Clock.systemUTC());
    }

    private static String agent(String id, String name) {
        return "{\"id\":\"%s\",\"name\":\"%s\"}".formatted(id, name);
    }

    private String link() {
        return "<%s>; rel=\"next\"".formatted(platform.url("/api/spm/agents?q=agent&limit=200&cursor=c"));
    }

    private void answer(String body, @Nullable String link) {
        var response = new MockResponse.Builder().body(body);
        if (link != null) {
            response.addHeader("Link", link);
        }
        platform.enqueue(response.build());
    }
}
