package io.aispm.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CourseTests {

    @Test
    void stopsWhatIsDoneForItOnce() {
        var course = Course.within(Duration.ofSeconds(30));
        var stopped = new AtomicInteger();
        course.onCancel(stopped::incrementAndGet);

        course.cancel();
        course.cancel();

        assertThat(stopped).hasValue(1);
    }

    @Test
    void whatBeginsAfterItsEndIsStoppedAtOnce() {
        var course = Course.within(Duration.ofSeconds(30));
        var stopped = new AtomicInteger();
        course.cancel();

        course.onCancel(stopped::incrementAndGet);

        assertThat(stopped).hasValue(1);
    }

    @Test
    void hasSomeTimeLeftAlwaysAndIsOverAfterIt() {
        var course = Course.within(Duration.ZERO);

        assertThat(course.isOver()).isTrue();
        assertThat(course.left()).isPositive();
        assertThat(Course.within(Duration.ofSeconds(30)).isOver()).isFalse();
    }
}
