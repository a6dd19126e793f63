package io.aispm.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How long the stages of a kind of work took, from the control plane's own metrics. */
record StageTimes(Work work, Map<String, Sum> stages) {

    private static final Pattern LINE =
            Pattern.compile("(?m)^([a-z_]+)_seconds_(count|sum)\\{[^}]*stage=\"([a-z_]+)\"[^}]*} ([0-9.E+-]+)$");

    /** Stages of an agent's start, in their order. */
    static final Work START =
            new Work("spm_agent_start", List.of("validation", "rights", "packages", "sandbox", "import", "consumer"));

    /** Stages of a turn, in their order. */
    static final Work TURN = new Work(
            "spm_turn",
            List.of("opening", "guard", "policy", "keeping", "agent", "reply_guard", "reply_policy", "reply_keeping"));

    /** A kind of work: the timer's name, and its stages. */
    record Work(String timer, List<String> order) {}

    /** So many times, and so many seconds together. */
    private record Sum(double count, double seconds) {

        private static final Sum NONE = new Sum(0, 0);
    }

    /** Reads them from what {@code /metrics} answers. */
    static StageTimes read(Work work, String metrics) {
        var stages = new LinkedHashMap<String, Sum>();
        var lines = LINE.matcher(metrics);
        while (lines.find()) {
            if (!lines.group(1).equals(work.timer())) {
                continue;
            }
            var value = Double.parseDouble(lines.group(4));
            var counted = lines.group(2).equals("count");
            stages.merge(
                    lines.group(3),
                    counted ? new Sum(value, 0) : new Sum(0, value),
                    (one, other) -> new Sum(one.count() + other.count(), one.seconds() + other.seconds()));
        }
        return new StageTimes(work, stages);
    }

    /** The mean of each stage since then, in milliseconds; what did not happen is left out. */
    String since(StageTimes before) {
        return work.order().stream()
                .map(stage -> mean(
                        stage,
                        stages.getOrDefault(stage, Sum.NONE),
                        before.stages().getOrDefault(stage, Sum.NONE)))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** How often a stage happened. */
    double count(String stage) {
        return stages.getOrDefault(stage, Sum.NONE).count();
    }

    /** What these stages took since then, all times together, in milliseconds. */
    double millisSince(StageTimes before, List<String> chosen) {
        return (seconds(chosen) - before.seconds(chosen)) * 1_000;
    }

    private double seconds(List<String> chosen) {
        return chosen.stream()
                .mapToDouble(stage -> stages.getOrDefault(stage, Sum.NONE).seconds())
                .sum();
    }

    private static String mean(String stage, Sum now, Sum before) {
        var count = now.count() - before.count();
        return count < 1
                ? ""
                : String.format(Locale.ROOT, "%s %.1f", stage, (now.seconds() - before.seconds()) * 1_000 / count);
    }
}
