package io.aispm.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How long the stages of agents' starts took, from the control plane's own metrics. */
record StageTimes(Map<String, Sum> stages) {

    private static final List<String> ORDER =
            List.of("validation", "rights", "packages", "sandbox", "import", "consumer");
    private static final Pattern LINE =
            Pattern.compile("(?m)^spm_agent_start_seconds_(count|sum)\\{[^}]*stage=\"([a-z]+)\"[^}]*} ([0-9.E+-]+)$");

    /** So many times, and so many seconds together. */
    private record Sum(double count, double seconds) {

        private static final Sum NONE = new Sum(0, 0);
    }

    /** Reads them from what {@code /metrics} answers. */
    static StageTimes read(String metrics) {
        var stages = new LinkedHashMap<String, Sum>();
        var lines = LINE.matcher(metrics);
        while (lines.find()) {
            var value = Double.parseDouble(lines.group(3));
            var counted = lines.group(1).equals("count");
            stages.merge(
                    lines.group(2),
                    counted ? new Sum(value, 0) : new Sum(0, value),
                    (one, other) -> new Sum(one.count() + other.count(), one.seconds() + other.seconds()));
        }
        return new StageTimes(stages);
    }

    /** The mean of each stage since then, in milliseconds; what did not happen is left out. */
    String since(StageTimes before) {
        return ORDER.stream()
                .map(stage -> mean(
                        stage,
                        stages.getOrDefault(stage, Sum.NONE),
                        before.stages().getOrDefault(stage, Sum.NONE)))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String mean(String stage, Sum now, Sum before) {
        var count = now.count() - before.count();
        return count < 1
                ? ""
                : String.format(Locale.ROOT, "%s %.0f", stage, (now.seconds() - before.seconds()) * 1_000 / count);
    }
}
