package io.aispm.api.agent.setting;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A setting: its name on the wire, whose it is, and which values it takes. Null is always taken: nothing is set. */
enum SettingField {
    MODEL(true, "a name of at most 200 characters", SettingField::isName),
    ALLOWED_MODELS(true, "a list of names", SettingField::areNames),
    FALLBACKS(true, "a list of names", SettingField::areNames),
    REQUESTS_PER_MINUTE(true, "a whole number of at least 1", value -> isWhole(value, 1, Integer.MAX_VALUE)),
    TOKENS_PER_MINUTE(true, "a whole number of at least 1", value -> isWhole(value, 1, Long.MAX_VALUE)),
    MAX_CONCURRENT_TURNS(true, "a whole number of at least 1", value -> isWhole(value, 1, Integer.MAX_VALUE)),
    BUDGET_TOKENS_PER_DAY(true, "a whole number of at least 0", value -> isWhole(value, 0, Long.MAX_VALUE)),
    BUDGET_USD_PER_DAY(true, "a number of at least 0", value -> isBetween(value, 0, Double.MAX_VALUE)),
    TOOL_CALLS_PER_MINUTE(true, "a whole number of at least 1", value -> isWhole(value, 1, Integer.MAX_VALUE)),
    MEMORY_MB(true, "a whole number from 64 to 1048576", value -> isWhole(value, 64, 1_048_576)),
    CPU_QUOTA(true, "a number from 0.05 to 256", value -> isBetween(value, 0.05, 256)),
    BLOCK_SCORE(true, "a number from 0 to 1", value -> isBetween(value, 0, 1)),
    RESTART(true, "never or on-failure", value -> isOneOf(value, "never", "on-failure")),
    CACHE(true, "true or false", Boolean.class::isInstance),
    GUARD_LLM(true, "off, monitor or enforced", value -> isOneOf(value, "off", "monitor", "enforced")),
    REQUIREMENTS_ALLOWED(false, "true or false", Boolean.class::isInstance),
    GUARD_INTEGRATION_ID(false, "an integration's id", SettingField::isUuid),
    GUARD_MODE(false, "embedded, remote or ensemble", value -> isOneOf(value, "embedded", "remote", "ensemble")),
    CATEGORY_THRESHOLDS(false, "scores from 0 to 1 by category", SettingField::areThresholds);

    private final boolean ofAgents;
    private final String expected;
    /** A function without state. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Predicate<Object> taken;

    SettingField(boolean ofAgents, String expected, Predicate<Object> taken) {
        this.ofAgents = ofAgents;
        this.expected = expected;
        this.taken = taken;
    }

    /** The settings of agents; a tenant has more. */
    static List<SettingField> ofAgents() {
        return Arrays.stream(values()).filter(field -> field.ofAgents).toList();
    }

    /** The settings of tenants: those of agents, too. */
    static List<SettingField> ofTenants() {
        return List.of(values());
    }

    /** The settings as a whole: each by its name, null where nothing is set. */
    static Map<String, @Nullable Object> whole(List<SettingField> fields, Map<String, @Nullable Object> set) {
        var whole = new LinkedHashMap<String, @Nullable Object>();
        fields.forEach(field -> whole.put(field.toString(), set.get(field.toString())));
        return whole;
    }

    /** Whether it takes the value. */
    boolean takes(@Nullable Object value) {
        return value == null || taken.test(value);
    }

    /** What it takes, in a sentence. */
    String sentence() {
        return "`" + this + "` must be " + expected + ", or null.";
    }

    /** Its name on the wire. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String names(List<SettingField> fields) {
        return fields.stream().map(SettingField::toString).collect(Collectors.joining(", "));
    }

    private static boolean isName(Object value) {
        return value instanceof String text && !text.isBlank() && text.length() <= 200;
    }

    private static boolean areNames(Object value) {
        return value instanceof List<?> names
                && names.size() <= 100
                && names.stream().allMatch(name -> name != null && isName(name));
    }

    private static boolean isWhole(Object value, long least, long most) {
        if (!(value instanceof Integer || value instanceof Long)) {
            return false;
        }
        var number = ((Number) value).longValue();
        return number >= least && number <= most;
    }

    private static boolean isBetween(Object value, double least, double most) {
        if (!(value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof BigDecimal)) {
            return false;
        }
        var number = ((Number) value).doubleValue();
        return number >= least && number <= most;
    }

    private static boolean isOneOf(Object value, String... words) {
        return value instanceof String text && List.of(words).contains(text);
    }

    private static boolean isUuid(Object value) {
        if (!(value instanceof String text) || text.length() != 36) {
            return false;
        }
        try {
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static boolean areThresholds(Object value) {
        return value instanceof Map<?, ?> scores
                && scores.keySet().stream().allMatch(code -> code instanceof String text && text.matches("S[0-9]{1,2}"))
                && scores.values().stream().allMatch(score -> score != null && isBetween(score, 0, 1));
    }
}
