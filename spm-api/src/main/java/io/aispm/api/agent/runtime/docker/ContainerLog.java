package io.aispm.api.agent.runtime.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import io.aispm.api.agent.runtime.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what the engine kept of a container's output: a moment and a line in each frame. */
final class ContainerLog extends ResultCallback.Adapter<Frame> {

    private static final int LONGEST = 16_000;

    private final List<LogLine> lines = new ArrayList<>();

    @Override
    public synchronized void onNext(Frame frame) {
        var stream = frame.getStreamType() == StreamType.STDERR ? "stderr" : "stdout";
        new String(frame.getPayload(), StandardCharsets.UTF_8)
                .lines()
                .flatMap(line -> parse(stream, line).stream())
                .forEach(lines::add);
    }

    private static Optional<LogLine> parse(String stream, String line) {
        var space = line.indexOf(' ');
        try {
            var ts = Instant.parse(line.substring(0, Math.max(space, 0)).toUpperCase(Locale.ROOT));
            var text = line.substring(space + 1).stripTrailing();
            return Optional.of(new LogLine(
                    ts.truncatedTo(ChronoUnit.MILLIS),
                    stream,
                    text.length() <= LONGEST ? text : text.substring(0, LONGEST)));
        } catch (DateTimeParseException continued) {
            return Optional.empty();
        }
    }

    synchronized List<LogLine> lines() {
        return List.copyOf(lines);
    }
}
