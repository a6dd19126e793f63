package io.aispm.lineage.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.kit.json.WireJson;
import io.aispm.lineage.TestEvents;
import io.aispm.lineage.kafka.EventDecoder.Reading;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EventDecoderTests {

    private final EventDecoder decoder = new EventDecoder();

    @Test
    void understandsTheGoldenEvent() throws IOException {
        try (var golden = getClass().getResourceAsStream("/golden/lineage-event.chat-message.json")) {
            assertThat(golden).isNotNull();
            assertThat(decoder.read(golden.readAllBytes())).isInstanceOf(Reading.Understood.class);
        }
    }

    @Test
    void understandsWhatAnotherServiceWrites() {
        var event = new TestEvents().chat("hello");

        assertThat(decoder.read(WireJson.betweenServices().writeValueAsBytes(event)))
                .isEqualTo(new Reading.Understood(event));
    }

    @Test
    void saysWhichFieldIsMissing() {
        assertThat(decoder.read(
                        "{\"event_id\":\"0197e5a0-5555-7000-8000-000000000005\",\"schema_version\":1}".getBytes(UTF_8)))
                .isEqualTo(new Reading.Unreadable("`event_type` is missing"));
    }

    @Test
    void refusesWhatIsNoEvent() {
        assertThat(decoder.read("not json".getBytes(UTF_8))).isInstanceOf(Reading.Unreadable.class);
        assertThat(decoder.read("null".getBytes(UTF_8))).isInstanceOf(Reading.Unreadable.class);
        assertThat(decoder.read("[]".getBytes(UTF_8))).isInstanceOf(Reading.Unreadable.class);
        assertThat(decoder.read(null)).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void refusesATenantThatCannotBe() {
        var event = WireJson.betweenServices().writeValueAsString(new TestEvents().chat("hello"));

        assertThat(decoder.read(event.replace("\"tenant_id\":\"t-", "\"tenant_id\":\"T ")
                        .getBytes(UTF_8)))
                .isInstanceOf(Reading.Unreadable.class);
    }
}
