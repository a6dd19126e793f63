package io.aispm.stack.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class DurationsTests {

    private final Durations durations = new Durations();

    @Test
    void readWhatPeopleWrite() {
        assertThat(durations.convert("90")).isEqualTo(Duration.ofSeconds(90));
        assertThat(durations.convert("90s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(durations.convert("15m")).isEqualTo(Duration.ofMinutes(15));
        assertThat(durations.convert("1h")).isEqualTo(Duration.ofHours(1));
        assertThat(durations.convert("7d")).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void refuseTheRest() {
        assertThatThrownBy(() -> durations.convert("soon")).isInstanceOf(TypeConversionException.class);
    }
}
