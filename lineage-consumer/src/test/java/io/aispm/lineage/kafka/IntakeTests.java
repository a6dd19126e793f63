package io.aispm.lineage.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.contract.Topics;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.kit.json.WireJson;
import io.aispm.kit.page.Page;
import io.aispm.lineage.EventLedger;
import io.aispm.lineage.EventQuery;
import io.aispm.lineage.TestEvents;
import io.aispm.lineage.UnfitEventException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessResourceException;
import tools.jackson.databind.json.JsonMapper;

class IntakeTests {

    private final TestEvents events = new TestEvents();
    private final JsonMapper json = WireJson.betweenServices();
    private final MemoryLedger ledger = new MemoryLedger();
    private final List<DeadLetters.Letter> dead = new ArrayList<>();
    private final Intake intake = new Intake(ledger, dead::addAll, new SimpleMeterRegistry());

    private long offset;

    @Test
    void entersAllOfABatchAtOnce() {
        var some =
                IntStream.range(0, 10).mapToObj(n -> events.chat("text " + n)).toList();

        intake.take(some.stream().map(this::record).toList());

        assertThat(ledger.kept).isEqualTo(some);
        assertThat(ledger.statements).isEqualTo(1);
    }

    @Test
    void setsAsideWhatItCannotReadAndKeepsTheRest() {
        var first = events.chat("first");
        var last = events.chat("last");

        intake.take(List.of(record(first), record("poison".getBytes(UTF_8)), record(last)));

        assertThat(ledger.kept).containsExactly(first, last);
        assertThat(dead).singleElement().satisfies(letter -> {
            assertThat(letter.arrival().offset()).isEqualTo(1);
            assertThat(letter.reason()).isNotBlank();
        });
    }

    @Test
    void findsTheOneEventThatDoesNotFit() {
        var some =
                IntStream.range(0, 100).mapToObj(n -> events.chat("text " + n)).toList();
        ledger.unfit = some.get(61);

        intake.take(some.stream().map(this::record).toList());

        assertThat(ledger.kept).hasSize(99).doesNotContain(ledger.unfit);
        assertThat(dead).singleElement().extracting(DeadLetters.Letter::reason).isEqualTo("too odd");
    }

    @Test
    void failsWhenTheLedgerIsAwaySoThatTheBatchIsReadAgain() {
        ledger.away = true;

        assertThatThrownBy(() -> intake.take(List.of(record(events.chat("hello")))))
                .isInstanceOf(TransientDataAccessResourceException.class);
        assertThat(dead).isEmpty();
    }

    private ConsumerRecord<byte[], byte[]> record(LineageEvent event) {
        return record(json.writeValueAsBytes(event));
    }

    private ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>(Topics.LINEAGE, 0, offset++, new byte[0], value);
    }

    private static final class MemoryLedger implements EventLedger {

        private final List<LineageEvent> kept = new ArrayList<>();
        private @Nullable LineageEvent unfit;
        private boolean away;
        private int statements;

        @Override
        public int enter(List<LineageEvent> events) {
            statements++;
            if (away) {
                throw new TransientDataAccessResourceException("no database");
            }
            if (events.contains(unfit)) {
                throw UnfitEventException.refused("too odd", new IllegalStateException());
            }
            kept.addAll(events);
            return events.size();
        }

        @Override
        public Page<LineageEvent> find(EventQuery query) {
            return new Page<>(kept, null);
        }
    }
}
