package io.aispm.mcp.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.mcp.tool.Course;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OpenCallsTests {

    private final OpenCalls open = new OpenCalls();
    private final Course course = Course.within(Duration.ofSeconds(30));

    @Test
    void cancelsTheCallOfThatRequest() {
        var cancelled = open.during("session", "7", course, () -> {
            open.cancel("session", "7");
            return course.isCancelled();
        });

        assertThat(cancelled).isTrue();
    }

    @Test
    void leavesOtherSessionsAndOtherRequestsAlone() {
        var cancelled = open.during("session", "7", course, () -> {
            open.cancel("another", "7");
            open.cancel("session", "8");
            return course.isCancelled();
        });

        assertThat(cancelled).isFalse();
    }

    @Test
    void aCallThatHasEndedIsNotCancelled() {
        open.during("session", "7", course, () -> true);

        open.cancel("session", "7");

        assertThat(course.isCancelled()).isFalse();
    }
}
