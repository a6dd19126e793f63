package io.aispm.guard.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What a guard model said: how harmful, 0 to 1, and which categories. Whatever can't be read is no answer. */
record Answer(double score, List<String> categories) {

    private static final double UNSAFE = 1.0;
    private static final double CONTROVERSIAL = 0.5;

    private static final Pattern CODE = Pattern.compile("S(?:1[0-5]|[1-9])\\b");
    private static final Pattern QWEN_SAFETY = Pattern.compile("Safety:\\s*(Safe|Unsafe|Controversial)");
    private static final Pattern QWEN_CATEGORIES = Pattern.compile("Categories:\\s*(.*)");
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Qwen3Guard's names. */
    private static final Map<String, String> QWEN_CODES = Map.of(
            "violent", "S1",
            "non-violent illegal acts", "S2",
            "sexual content or sexual acts", "S12",
            "pii", "S7",
            "personally identifiable information", "S7",
            "suicide & self-harm", "S11",
            "unethical acts", "S10",
            "politically sensitive topics", "S13",
            "copyright violation", "S8",
            "jailbreak", "S15");

    static Optional<Answer> read(AnswerFormat format, String content) {
        var text = content.strip();
        return switch (format) {
            case LLAMA_GUARD_3, LLAMA_GUARD_4 -> readLlamaGuard(text);
            case QWEN3GUARD -> readQwen(text);
            case JSON -> readJson(text);
        };
    }

    private static Optional<Answer> readLlamaGuard(String text) {
        var lines =
                text.lines().map(String::strip).filter(each -> !each.isEmpty()).toList();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        return switch (lines.getFirst().toLowerCase(Locale.ROOT)) {
            case "safe" -> Optional.of(new Answer(0, List.of()));
            case "unsafe" -> Optional.of(new Answer(UNSAFE, codesIn(text)));
            default -> Optional.empty();
        };
    }

    private static Optional<Answer> readQwen(String text) {
        var safety = QWEN_SAFETY.matcher(text);
        if (!safety.find()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (safety.group(1)) {
                    case "Safe" -> new Answer(0, List.of());
                    case "Controversial" -> new Answer(CONTROVERSIAL, qwenCodesIn(text));
                    default -> new Answer(UNSAFE, qwenCodesIn(text));
                });
    }

    private static Optional<Answer> readJson(String text) {
        var from = text.indexOf('{');
        var to = text.lastIndexOf('}');
        if (from < 0 || to < from) {
            return Optional.empty();
        }
        try {
            var object = JSON.readTree(text.substring(from, to + 1));
            var score = object.get("score");
            if (score == null || !score.isNumber() || score.asDouble() < 0 || score.asDouble() > 1) {
                return Optional.empty();
            }
            return Optional.of(new Answer(
                    score.asDouble(), codesIn(object.path("categories").toString())));
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    private static List<String> codesIn(String text) {
        var codes = new LinkedHashSet<String>();
        CODE.matcher(text).results().forEach(each -> codes.add(each.group()));
        return List.copyOf(codes);
    }

    private static List<String> qwenCodesIn(String text) {
        var codes = new ArrayList<String>();
        var categories = QWEN_CATEGORIES.matcher(text);
        if (categories.find()) {
            COMMA.splitAsStream(categories.group(1).strip().toLowerCase(Locale.ROOT))
                    .map(name -> QWEN_CODES.getOrDefault(name, ""))
                    .filter(code -> !code.isEmpty())
                    .forEach(codes::add);
        }
        return List.copyOf(codes);
    }
}
